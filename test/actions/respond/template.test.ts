import { join } from 'node:path'
import { expect, test } from 'vitest'
import { prepareTemplate, templateFileProblem, templateProblem } from '../../../src/actions/respond/template.ts'
import type { AnswerValues } from '../../../src/actions/respond/answer.ts'
import { makeTemporaryDirectory, writeAtomic } from '../../../src/kit/files.ts'
import { read } from '../../support/origin.ts'
import { requestOf, toolsOf } from '../../support/rules.ts'

const once = async (answer: ReturnType<typeof prepareTemplate>, body = '') => {
  const { tools, warnings } = toolsOf()
  const verdict = await answer(requestOf({ body, path: '/x?name=%C3%A9%0d%0aX:1' }), tools)
  if (verdict?.kind !== 'respond') throw new Error('expected an answer')
  return { head: verdict.head, text: (await read(verdict.body)).text, warnings }
}
const answer = (values: AnswerValues, body?: string) => once(prepareTemplate(values), body)

test('body and header values see the request', async () => {
  const { head, text } = await answer(
    { status: 201, template: 'got {{request.body}}', headers: [['X-Id', '{{size request.body}}Ã©']] },
    'abc',
  )
  expect(text).toBe('got abc')
  expect(head).toMatchObject({
    status: 201,
    fields: ['X-Id', '3Ã©', 'Content-Type', 'text/plain; charset=utf-8', 'Content-Length', '7'],
  })
})

test('nobody outside writes lines of the head', async () => {
  const { head, warnings } = await answer({ template: '', headers: [['X-Name', '{{request.query.name}}']] })
  expect(head.status).toBe(500)
  expect(warnings).toEqual([expect.stringContaining('the value of X-Name would have control characters')])
})

test('one that fails is contained', async () => {
  const { head, text } = await answer({ template: "{{math 'a' '+' 1}}" })
  expect(head.status).toBe(500)
  expect(text).toContain('math wants a number, got "a"')
})

test('a file: its type from its name, changed at once, the last good one stays', async () => {
  await using folder = await makeTemporaryDirectory()
  const file = join(folder.path, 'a.json.hbs')
  await writeAtomic(file, '{"a":{{size request.path}}}')
  const prepared = prepareTemplate({ file })
  expect(await once(prepared)).toMatchObject({
    text: '{"a":1}',
    head: { fields: ['Content-Type', 'application/json', 'Content-Length', '7'] },
  })
  await writeAtomic(file, '{{#if}}')
  expect(await once(prepared)).toMatchObject({
    text: '{"a":1}',
    warnings: [expect.stringContaining('Expected a Handlebars template')],
  })
  expect(await templateFileProblem(file)).toMatchObject({ file, line: 1 })
  await writeAtomic(file, 'fine again')
  expect(await once(prepared)).toMatchObject({ text: 'fine again', warnings: [] })
})

test('what is wrong with a text', async () => {
  expect(await templateProblem('{{> x}}')).toMatchObject({ message: 'Expected no partials, got one' })
  expect(await templateProblem('{{request.path}}')).toBeUndefined()
})
