import { expect, test } from 'vitest'
import { readReturned } from '../../src/scripts/answer.ts'

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString()

test('nothing, and drop', async () => {
  expect([await readReturned(undefined), await readReturned(null), await readReturned('drop')]).toEqual([
    undefined,
    undefined,
    'drop',
  ])
})

test('an answer with its type', async () => {
  const answer = await readReturned({
    status: 404,
    reason: 'Gone',
    headers: { A: ['1', '2'], B: 3 },
    json: { ok: false },
  })
  if (answer === undefined || answer === 'drop') throw new Error('expected an answer')
  const { body, ...head } = answer
  expect(head).toEqual({
    status: 404,
    reason: 'Gone',
    fields: ['A', '1', 'A', '2', 'B', '3'],
    type: 'application/json',
  })
  expect(text(body)).toBe('{"ok":false}')
})

test('a Response of the Fetch standard', async () => {
  const response = new Response('hi', {
    status: 201,
    headers: [
      ['Set-Cookie', 'a=1'],
      ['Set-Cookie', 'b=2'],
    ],
  })
  expect(await readReturned(response)).toMatchObject({
    status: 201,
    fields: ['content-type', 'text/plain;charset=UTF-8', 'set-cookie', 'a=1', 'set-cookie', 'b=2'],
  })
})

test.each([
  [5, `Expected nothing, 'drop', or an answer such as { status: 200, body: 'text' }, got 5`],
  ['dorp', 'got "dorp"'],
  [[], 'got a list'],
  [() => 1, 'got a function'],
  [{ statsu: 200 }, 'got an object with "statsu"'],
  [{ status: 99 }, 'Expected a status from 200 to 599, got 99'],
  [{ status: '200' }, 'got "200"'],
  [{ reason: 'a\nb' }, 'Expected a reason phrase without control characters'],
  [{ headers: 5 }, 'Expected headers to be an object or pairs, got 5'],
  [{ headers: [5] }, 'Expected headers to be pairs of name and value, got 5'],
  [{ headers: { 'a b': 1 } }, 'Expected the name of a header field'],
  [{ headers: { a: 'x'.repeat(300_000) } }, 'Expected at most 500 header fields of 256 KiB together'],
  [{ body: 5 }, 'Expected the body of an answer to be a text or a Uint8Array, got 5'],
  [{ body: 'a', json: 1 }, 'Expected body or json in an answer, got both'],
  [
    {
      get status(): number {
        throw new Error('a getter')
      },
    },
    'a getter',
  ],
])('%# is refused', async (value, message) => {
  await expect(readReturned(value)).rejects.toThrow(message)
})
