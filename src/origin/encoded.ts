/** `/gzip`, `/brotli`, `/zstd`: the request head as JSON in that content coding, whether the client asked for it or not. */
import { brotliCompressSync, constants, gzipSync, zstdCompressSync } from 'node:zlib'
import { bytesAnswer, jsonText } from './answer.ts'
import { arrivedHead } from './arrived.ts'
import type { Page } from './page.ts'

/** Brotli's default effort is meant for files that are packed once. */
const brotliOptions = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }

export const gzip = encodedPage('gzip', 'gzip', (text) => gzipSync(text))
export const brotli = encodedPage('brotli', 'br', (text) => brotliCompressSync(text, brotliOptions))
export const zstd = encodedPage('zstd', 'zstd', (text) => zstdCompressSync(text))

function encodedPage(name: string, coding: string, encode: (text: string) => Uint8Array): Page {
  return {
    path: `/${name}`,
    example: `/${name}`,
    summary: `Your request as JSON, encoded with ${name}`,
    methods: 'any',
    answer(asked) {
      const text = jsonText({ encoding: coding, ...arrivedHead(asked) })
      return bytesAnswer(asked, 'application/json', encode(text), ['Content-Encoding', coding])
    },
  }
}
