import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { ask } from '../support/origin.ts'

test.each([
  ['/gzip', 'gzip', gunzipSync],
  ['/brotli', 'br', brotliDecompressSync],
  ['/zstd', 'zstd', zstdDecompressSync],
] as const)('%s is the request as JSON in %s', async (path, coding, decode) => {
  const { bytes, field } = await ask(path)
  expect(field('content-encoding')).toBe(coding)
  expect(field('content-length')).toBe(String(bytes.length))
  expect(JSON.parse(decode(bytes).toString())).toMatchObject({ encoding: coding, method: 'GET', target: path })
})
