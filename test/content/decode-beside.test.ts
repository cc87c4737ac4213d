import { randomBytes } from 'node:crypto'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { decodeBeside } from '../../src/content/decode-beside.ts'

/** Larger than what is decoded without a thread, in pieces as a store keeps it. */
const content = Buffer.from(randomBytes(100_000).toString('hex'))
const pieces = (bytes: Uint8Array) => [bytes.subarray(0, 50_000), bytes.subarray(50_000)]

test('what has no coding is joined', async () => {
  const { bytes, problem } = await decodeBeside(pieces(content), '', 1e6)
  expect([Buffer.compare(bytes, content), problem]).toEqual([0, undefined])
  expect(await decodeBeside([content], 'identity', 10)).toEqual({ bytes: content.subarray(0, 10), problem: 'cut' })
})

test.each([
  ['small', [gzipSync('hello')], 'hello'],
  ['large', pieces(gzipSync(content)), content.toString()],
  ['small, and large when it is decoded', [brotliCompressSync('a'.repeat(3_000_000))], 'a'.repeat(3_000_000)],
  ['nothing', [], ''],
])('what is coded: %s', async (_, chunks, wanted) => {
  const coding = chunks[0]?.[0] === 0x1f ? 'gzip' : 'br'
  const { bytes, problem } = await decodeBeside(chunks, coding, 1e7)
  expect([Buffer.from(bytes).toString() === wanted, problem]).toEqual([true, undefined])
})

test('what is wrong with it is said as by decodeBody', async () => {
  const whole = gzipSync(content)
  const truncated = await decodeBeside(pieces(whole.subarray(0, -100)), 'gzip', 1e6)
  expect(truncated.problem).toBe('truncated')
  expect(content.subarray(0, truncated.bytes.length).equals(truncated.bytes)).toBe(true)
  expect((await decodeBeside(pieces(whole), 'gzip', 1000)).problem).toBe('cut')
  expect((await decodeBeside([Buffer.from('x')], 'odd', 1000)).problem).toBe('unknown')
})

test('a thread that takes too long leaves the bytes as they came', async () => {
  const chunks = pieces(gzipSync(content))
  const { bytes, failed } = await decodeBeside(chunks, 'gzip', 1e6, 0)
  expect([bytes.length, failed]).toEqual([chunks[0]!.length + chunks[1]!.length, 'it took more than 0 s'])
})
