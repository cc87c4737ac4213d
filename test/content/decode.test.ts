import { randomBytes } from 'node:crypto'
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createBodyDecoder, decodeBody, decodeSmall } from '../../src/content/decode.ts'

const text = 'the quick brown fox jumps over the lazy dog\n'.repeat(40)
const max = 1024 * 1024

const read = (decoded: { bytes: Uint8Array }) => Buffer.from(decoded.bytes).toString('latin1')

const encoders: [string, (data: Uint8Array | string) => Uint8Array][] = [
  ['gzip', gzipSync],
  ['x-gzip', gzipSync],
  ['GZip', gzipSync],
  ['deflate', deflateSync],
  ['deflate', deflateRawSync],
  ['br', brotliCompressSync],
  ['zstd', zstdCompressSync],
]

describe.each(encoders)('%s', (coding, encode) => {
  test('is undone, however the body was cut into chunks', () => {
    const bytes = encode(text)
    const chunks = [bytes.subarray(0, 7), bytes.subarray(7, 8), bytes.subarray(8)]
    expect(decodeBody(chunks, coding, max)).toEqual({ bytes: Buffer.from(text) })
  })

  test('gives what a truncated body holds, and says so', () => {
    // Large enough for several blocks in every format, and not compressible to nothing.
    const content = randomBytes(300_000).toString('hex')
    const bytes = encode(content)
    const decoded = decodeBody([bytes.subarray(0, Math.floor(bytes.length * 0.8))], coding, max)
    expect(decoded.problem).toBe('truncated')
    expect(decoded.bytes.length).toBeGreaterThan(300_000)
    expect(content.startsWith(read(decoded))).toBe(true)
  })

  test('never gives more than asked for, and that from the beginning', () => {
    const content = `${'0123456789'.repeat(500_000)}end`
    const decoded = decodeBody([encode(content)], coding, 1000)
    expect(decoded.problem).toBe('cut')
    expect(decoded.bytes.length).toBeLessThanOrEqual(1000)
    expect(content.startsWith(read(decoded))).toBe(true)
  })

  test('takes any bytes without throwing', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(100), (noise, at) => {
        const bytes = Buffer.from(encode(text))
        bytes.set(noise.subarray(0, Math.max(0, bytes.length - at)), Math.min(at, bytes.length))
        expect(decodeBody([bytes], coding, 500).bytes.length).toBeLessThanOrEqual(500)
        expect(decodeBody([noise], coding, 500).bytes.length).toBeLessThanOrEqual(500)
      }),
      { numRuns: 50 },
    )
  })
})

test('several codings are undone in the reverse of the order applied', () => {
  const bytes = brotliCompressSync(gzipSync(text))
  expect(read(decodeBody([bytes], 'gzip, br', max))).toBe(text)
  expect(decodeBody([bytes], 'br, gzip', max).problem).toBe('corrupt')
})

test('what comes before a corrupt place is kept', () => {
  const content = randomBytes(200_000).toString('hex')
  const bytes = Buffer.from(gzipSync(content))
  bytes.fill(0xff, 100_000, 102_000)
  const decoded = decodeBody([bytes], 'gzip', max)
  expect(decoded.problem).toBe('corrupt')
  expect(decoded.bytes.length).toBeGreaterThan(100_000)
  expect(content.startsWith(read(decoded).slice(0, 100_000))).toBe(true)
})

test('no coding, identity and blank lists leave the bytes as they are, up to the limit', () => {
  for (const coding of [undefined, '', 'identity', ' , ']) {
    expect(decodeBody([Buffer.from('ab'), Buffer.from('c')], coding, max)).toEqual({ bytes: Buffer.from('abc') })
  }
  expect(decodeBody([Buffer.from('abc')], undefined, 2)).toEqual({ bytes: Buffer.from('ab'), problem: 'cut' })
  expect(decodeBody([], 'gzip', max)).toEqual({ bytes: Buffer.from('') })
})

test('an unknown coding gives the bytes under it', () => {
  expect(decodeBody([Buffer.from('abc')], 'dcb', max)).toEqual({ bytes: Buffer.from('abc'), problem: 'unknown' })
  expect(decodeBody([gzipSync('abc')], 'dcb, gzip', max)).toEqual({ bytes: Buffer.from('abc'), problem: 'unknown' })
  expect(decodeBody([gzipSync('abc')], Array(50).fill('gzip').join(), max).problem).toBe('unknown')
})

test('a bomb costs little time and stays inside the limit', () => {
  const bomb = brotliCompressSync(Buffer.alloc(50_000_000))
  const decoded = decodeBody([bomb], 'br', 10_000)
  expect(decoded.bytes.length).toBeLessThanOrEqual(10_000)
  expect(decoded.problem).toBe('cut')
})

test('the decoder for filters reads Content-Encoding from the fields, and leaves plain bodies to the caller', () => {
  const decode = createBodyDecoder(max)
  const body = (bytes: Uint8Array) => ({ size: bytes.length, kept: bytes.length, chunks: [bytes] })
  expect(read({ bytes: decode(body(gzipSync(text)), ['Content-Encoding', 'gzip'])! })).toBe(text)
  expect(
    read({
      bytes: decode(body(brotliCompressSync(gzipSync(text))), ['content-encoding', 'gzip', 'Content-Encoding', 'br'])!,
    }),
  ).toBe(text)
  expect(decode(body(Buffer.from(text)), ['Content-Type', 'text/plain'])).toBeUndefined()
})

test('a small body is decoded at once where it is whole, and is left to others where it is not', () => {
  const text = (bytes: Uint8Array | undefined) => bytes && Buffer.from(bytes).toString()
  expect(text(decodeSmall(brotliCompressSync(gzipSync('hello')), 'gzip, br', 100))).toBe('hello')
  expect(text(decodeSmall(Buffer.from('as it is'), 'identity', 100))).toBe('as it is')
  expect(decodeSmall(gzipSync('a'.repeat(101)), 'gzip', 100)).toBeUndefined()
  expect(decodeSmall(gzipSync('hello').subarray(0, 12), 'gzip', 100)).toBeUndefined()
  expect(decodeSmall(Buffer.from('hello'), 'odd', 100)).toBeUndefined()
})
