import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { readJson } from '../../src/api/read-json.ts'

const read = (...chunks: (string | Uint8Array)[]) => readJson(Readable.from(chunks.map((chunk) => Buffer.from(chunk))))

test.each([
  [[], {}],
  [[' \n'], {}],
  [['{"a":', '1}'], { a: 1 }],
])('%j', async (chunks, expected) => {
  expect(await read(...chunks)).toEqual(expected)
})

test.each([
  ['[]', 'got a list'],
  ['null', 'got the value null'],
  ['"x"', 'got the string'],
  ['{', 'got what is no JSON'],
])('%s is refused', async (text, message) => {
  await expect(read(text)).rejects.toThrow(message)
})

test('too much is not read to its end', async () => {
  const body = Readable.from(
    (function* () {
      for (;;) yield Buffer.alloc(1024 * 1024)
    })(),
  )
  await expect(readJson(body)).rejects.toMatchObject({ status: 413 })
})
