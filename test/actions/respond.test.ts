import { join } from 'node:path'
import { expect, test } from 'vitest'
import { respond } from '../../src/actions/respond.ts'
import { makeTemporaryDirectory, writeAtomic } from '../../src/kit/files.ts'
import { read } from '../support/origin.ts'
import { requestOf, toolsOf } from '../support/rules.ts'

async function answer(values: Parameters<typeof respond.prepare>[0]) {
  const { tools, warnings } = toolsOf()
  const verdict = await respond.prepare(values).answer!(requestOf(), tools)
  if (verdict?.kind !== 'respond') throw new Error('expected an answer')
  return { ...verdict, text: (await read(verdict.body)).text, warnings }
}

test('JSON says its type and length, and counts as a mock', async () => {
  const { head, text, from, patches } = await answer({
    status: 201,
    json: { a: 'é' },
    headers: [
      ['X-A', '1'],
      ['X-A', '2'],
    ],
  })
  expect(head).toEqual({
    status: 201,
    reason: 'Created',
    version: '1.1',
    fields: ['X-A', '1', 'X-A', '2', 'Content-Type', 'application/json', 'Content-Length', '10'],
  })
  expect({ text, from, patches }).toEqual({ text: '{"a":"é"}', from: 'mock', patches: [] })
})

test('fields that are given are not made again', async () => {
  const { head } = await answer({
    body: 'x',
    reason: 'Fine',
    headers: [
      ['content-type', 'a/b'],
      ['CONTENT-LENGTH', '1'],
    ],
  })
  expect(head).toMatchObject({ status: 200, reason: 'Fine', fields: ['content-type', 'a/b', 'CONTENT-LENGTH', '1'] })
})

test.each([204, 304])('%i has no length', async (status) => {
  expect((await answer({ status })).head.fields).toEqual([])
})

test('a file is read for each answer; when it cannot be, the answer says so', async () => {
  await using folder = await makeTemporaryDirectory()
  const file = join(folder.path, 'a.json')
  await writeAtomic(file, '[1]')
  expect(await answer({ file })).toMatchObject({
    text: '[1]',
    head: { fields: ['Content-Type', 'application/json', 'Content-Length', '3'] },
  })
  await writeAtomic(file, '[22]')
  expect((await answer({ file })).text).toBe('[22]')
  const missing = await answer({ file: join(folder.path, 'gone') })
  expect(missing.head.status).toBe(500)
  expect(missing.warnings).toEqual([expect.stringContaining('ENOENT')])
})

test('one kind of body only', () => {
  expect(respond.check!({ body: 'a', json: 1 })).toBe(
    'Expected one of body, json, file, template, exchange, got body and json',
  )
  expect(respond.check!({ json: null })).toBeUndefined()
})

test.each([
  [{}, 'answer 200'],
  [{ status: 503, json: 1 }, 'answer 503 with JSON'],
  [{ file: '/f' }, 'answer 200 with the file /f'],
  [{ body: 'x' }, 'answer 200 with a text'],
])('%j: %s', (values, text) => expect(respond.explain(values)).toBe(text))
