import { expect, test } from 'vitest'
import { MiddleboxError } from '../../../src/model/errors.ts'
import { editAnd } from '../../../src/tui/control/editing.ts'
import { createTestApp } from '../../support/tui.ts'

const editing = { about: 'x', text: 'text', extension: '.http', remark: '#' }

function begin(...saved: (string | undefined)[]) {
  const opened: string[] = []
  const edit = async (text: string) => {
    opened.push(text)
    return saved.shift()
  }
  return { app: createTestApp({ source: { edit } }), opened }
}

const refuse = () => {
  throw new MiddleboxError('usage', 'Expected another text,\ngot this.')
}

test('what is saved is used, with the terminal given away', async () => {
  const { app } = begin('new')
  const used: string[] = []
  expect(await editAnd(app, editing, (edited) => used.push(edited))).toBe(true)
  expect([used, app.asked]).toEqual([['new'], ['suspend']])
})

test('what is refused is there again, with the reason as a remark', async () => {
  const { app, opened } = begin('wrong', undefined, 'right', undefined)
  await expect(editAnd(app, editing, refuse)).rejects.toThrow('Expected another text')
  expect(await editAnd(app, editing, refuse)).toBe(false)
  expect(await editAnd(app, editing, () => {})).toBe(true)
  await editAnd(app, editing, () => {})
  const again = `# Nothing was sent. Expected another text, got this.\n# With this line gone it is tried again; an empty file drops the text.\nwrong`
  expect(opened).toEqual(['text', again, again, 'text'])
})

test('remarks do not heap up, and an empty file drops the text', async () => {
  const { app, opened } = begin(
    'wrong',
    '# Nothing was sent. Expected another text, got this.\nwrong too',
    '\n',
    undefined,
  )
  for (let i = 0; i < 2; i++) await expect(editAnd(app, editing, refuse)).rejects.toThrow('Expected')
  expect(await editAnd(app, editing, refuse)).toBe(false)
  await editAnd(app, editing, refuse)
  expect(opened[2]).toMatch(/^# Nothing.*\n# With.*\nwrong too$/)
  expect(opened[3]).toBe('text')
})

test('bytes that are no UTF-8 are not sent as something else', async () => {
  const { app } = begin('caf\ufffd')
  await expect(editAnd(app, editing, () => {})).rejects.toThrow('Expected UTF-8 from the editor')
})
