import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readModifyHeaders } from '../../../src/config/rules/modify-headers.ts'
import { makeTemporaryDirectory, writeAtomic } from '../../../src/kit/files.ts'

const read = async (...texts: string[]) =>
  (await readModifyHeaders(texts, '/base')).map(({ match, do: steps }) => [
    match,
    ...steps.map(({ attributes }) => attributes),
  ])

test.each([
  ['X-A: 1', { set: [['X-A', '1']] }],
  ['X-A:', { remove: ['X-A'] }],
  ['X-A;', { set: [['X-A', '']] }],
])('as with curl, for requests: %s', async (text, headers) => {
  expect(await read(text)).toEqual([['', { request: { headers } }]])
})

test('as with mitmproxy, for both directions', async () => {
  const set = { headers: { set: [['X-A', '1']] } }
  expect(await read('/X-A/1')).toEqual([['', { request: set }, { response: set }]])
  expect(await read('/~s/X-A/1')).toEqual([['~s & (~s)', { response: set }]])
  expect(await read('/~q/X-A/1')).toEqual([
    ['~q', { request: set }],
    ['~s & (~q)', { response: set }],
  ])
  expect(await read('/X-A/')).toEqual([
    ['', { request: { headers: { remove: ['X-A'] } } }, { response: { headers: { remove: ['X-A'] } } }],
  ])
})

test('a name that comes twice has two values: all are removed first', async () => {
  const rules = (await read('/~m GET/X/1', '/~m GET/x/2')).map(
    ([, request]) => (request as { request: { headers: object } }).request.headers,
  )
  expect(rules).toEqual([{ remove: ['X'] }, { remove: ['x'] }, { add: [['X', '1']] }, { add: [['x', '2']] }])
})

test('@ takes the value from a file', async () => {
  await using folder = await makeTemporaryDirectory()
  await writeAtomic(join(folder.path, 'v'), 'secret\n')
  expect(await readModifyHeaders(['/X/@v'], folder.path)).toMatchObject([
    { do: [{ attributes: { request: { headers: { set: [['X', 'secret']] } } } }, {}] },
  ])
})

test.each([
  ['X A: 1', 'Expected "Name: value"'],
  ['X-A', 'Expected "Name: value"'],
  ['/X A/1', 'Expected the name of a header field, got "X A".'],
  ['/X', '[/filter]/name/value'],
  ['/X/@none', 'Expected a readable file, got "none", which does not exist.'],
])('%s is refused', async (text, message) => {
  await expect(read(text)).rejects.toThrowError(message)
})
