/**
 * Undoing Content-Encoding for display and search, never for the wire. Kept bodies are often cut off and sometimes
 * lie, so what can be read is read: the output is bounded, nothing is thrown, and what went wrong is said beside it.
 */
import { Buffer, constants as bufferLimits } from 'node:buffer'
import { brotliDecompressSync, constants, gunzipSync, inflateRawSync, inflateSync, zstdDecompressSync } from 'node:zlib'
import { getFields } from '../kit/fields.ts'
import type { BodyRecord } from '../model/exchange.ts'
import type { Fields } from '../model/message.ts'

export type Decoded = {
  bytes: Uint8Array
  /**
   * Why `bytes` is not the whole content: `cut` at `maxBytes`, `truncated` input, `corrupt` input (what came before is
   * there), or an `unknown` coding (the bytes are as they were under it).
   */
  problem?: 'cut' | 'truncated' | 'corrupt' | 'unknown'
}

/** Nobody means more than two; a hundred would be an attack. */
export const maxCodings = 4

/** The content of a body whose Content-Encoding is `contentEncoding`: codings in the order applied (RFC 9110 §8.4). At most `maxBytes` come out. */
export function decodeBody(
  chunks: readonly Uint8Array[],
  contentEncoding: string | undefined,
  maxBytes: number,
): Decoded {
  const codings = codingsOf(contentEncoding ?? '')
  const input = chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)
  if (codings.length > maxCodings) return bounded(input, maxBytes, 'unknown')
  let result: Decoded = { bytes: input }
  for (const coding of codings.toReversed()) {
    const decoder = decoders[coding]
    if (decoder === undefined) return bounded(result.bytes, maxBytes, 'unknown')
    const next = decode(decoder, result.bytes, maxBytes)
    const problem = result.problem ?? next.problem
    result = problem === undefined ? next : { bytes: next.bytes, problem }
  }
  return bounded(result.bytes, maxBytes, result.problem)
}

/** The content where it is whole and at most `most` bytes; undefined says that it takes `decodeBody`, and its time. */
export function decodeSmall(input: Uint8Array, contentEncoding: string, most: number): Uint8Array | undefined {
  let bytes = input
  try {
    for (const coding of codingsOf(contentEncoding).toReversed()) bytes = decoders[coding]!(bytes, most, false)
    return bytes
  } catch {
    return undefined
  }
}

/** A `decode` for filters: the decoded body, or undefined where the bytes as sent are the content. */
export function createBodyDecoder(maxBytes: number): (body: BodyRecord, fields: Fields) => Uint8Array | undefined {
  return (body, fields) => {
    const encoding = getFields(fields, 'content-encoding').join(',')
    return codingsOf(encoding).length === 0 ? undefined : decodeBody(body.chunks, encoding, maxBytes).bytes
  }
}

/** Without `identity`, which says that there is none. */
export function codingsOf(contentEncoding: string): string[] {
  return contentEncoding
    .split(',')
    .map((coding) => coding.trim().toLowerCase())
    .filter((coding) => coding !== '' && coding !== 'identity')
}

function bounded(bytes: Uint8Array, maxBytes: number, problem: Decoded['problem']): Decoded {
  const cut = bytes.length > maxBytes ? bytes.subarray(0, maxBytes) : bytes
  const why = problem ?? (cut === bytes ? undefined : 'cut')
  return why === undefined ? { bytes: cut } : { bytes: cut, problem: why }
}

/** Decodes all of the input or throws; when `lenient`, input that ends early is decoded as far as it goes. */
type Decoder = (bytes: Uint8Array, maxOutputLength: number, lenient: boolean) => Uint8Array

const zlib = (lenient: boolean) => (lenient ? { finishFlush: constants.Z_SYNC_FLUSH } : {})

const gzip: Decoder = (bytes, maxOutputLength, lenient) => gunzipSync(bytes, { maxOutputLength, ...zlib(lenient) })

const decoders: Partial<Record<string, Decoder>> = {
  gzip,
  'x-gzip': gzip,
  // Some servers send raw deflate where RFC 9110 §8.4.1.2 means zlib's format; its header tells (RFC 1950 §2.2).
  deflate: (bytes, maxOutputLength, lenient) => {
    const wrapped = (bytes[0]! & 15) === 8 && ((bytes[0]! << 8) | (bytes[1] ?? 0)) % 31 === 0
    return (wrapped ? inflateSync : inflateRawSync)(bytes, { maxOutputLength, ...zlib(lenient) })
  },
  br: (bytes, maxOutputLength, lenient) =>
    brotliDecompressSync(bytes, {
      maxOutputLength,
      ...(lenient ? { finishFlush: constants.BROTLI_OPERATION_FLUSH } : {}),
    }),
  zstd: (bytes, maxOutputLength, lenient) =>
    zstdDecompressSync(bytes, { maxOutputLength, ...(lenient ? { finishFlush: constants.ZSTD_e_flush } : {}) }),
}

function decode(decoder: Decoder, bytes: Uint8Array, maxBytes: number): Decoded {
  if (bytes.length === 0) return { bytes }
  // Node throws away what it has when the output is too long, so we allow some more than wanted and cut it ourselves.
  const allowed = Math.max(1, Math.min(maxBytes * 4, bufferLimits.MAX_LENGTH))
  try {
    return { bytes: decoder(bytes, allowed, false) }
  } catch (error) {
    if (isTooLong(error)) return { bytes: decodePrefix(decoder, bytes, allowed, maxBytes), problem: 'cut' }
  }
  try {
    return { bytes: decoder(bytes, allowed, true), problem: 'truncated' }
  } catch {
    return { bytes: decodePrefix(decoder, bytes, allowed, maxBytes), problem: 'corrupt' }
  }
}

/** The output of about the longest prefix that decodes, by bisection: a longer prefix never does better at either failure. */
function decodePrefix(decoder: Decoder, bytes: Uint8Array, allowed: number, wanted: number): Uint8Array {
  let best: Uint8Array = new Uint8Array(0)
  let low = 0
  let high = bytes.length
  for (let step = 0; step < 16 && high - low > 1 && best.length < wanted; step++) {
    const middle = (low + high) >>> 1
    try {
      best = decoder(bytes.subarray(0, middle), allowed, true)
      low = middle
    } catch {
      high = middle
    }
  }
  return best
}

function isTooLong(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE'
}
