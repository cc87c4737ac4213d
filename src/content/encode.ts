/** Doing Content-Encoding again after content was changed, in the codings that it came in. */
import { promisify } from 'node:util'
import {
  brotliCompress,
  brotliCompressSync,
  constants,
  deflate,
  deflateSync,
  gzip,
  gzipSync,
  zstdCompress,
  zstdCompressSync,
} from 'node:zlib'
import { decodeBody } from './decode.ts'

// Brotli's default takes seconds for megabytes; this is a server's usual choice for what changes with each answer.
const quick = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }

const encoders: Partial<Record<string, (bytes: Uint8Array) => Uint8Array>> = {
  gzip: (bytes) => gzipSync(bytes),
  'x-gzip': (bytes) => gzipSync(bytes),
  deflate: (bytes) => deflateSync(bytes),
  br: (bytes) => brotliCompressSync(bytes, quick),
  zstd: (bytes) => zstdCompressSync(bytes),
}

const encodersBeside: Partial<Record<string, (bytes: Uint8Array) => Promise<Uint8Array>>> = {
  gzip: promisify(gzip) as (bytes: Uint8Array) => Promise<Uint8Array>,
  'x-gzip': promisify(gzip) as (bytes: Uint8Array) => Promise<Uint8Array>,
  deflate: promisify(deflate) as (bytes: Uint8Array) => Promise<Uint8Array>,
  br: (bytes) => promisify(brotliCompress)(bytes, quick),
  zstd: promisify(zstdCompress) as (bytes: Uint8Array) => Promise<Uint8Array>,
}

/** As `encodeBody`, on Node's threads: for bodies of any size. */
export async function encodeBeside(content: Uint8Array, contentEncoding: string): Promise<Uint8Array | undefined> {
  let bytes = content
  for (const name of contentEncoding.split(',')) {
    const encode = encodersBeside[name.trim().toLowerCase()]
    if (encode === undefined) return undefined
    bytes = await encode(bytes)
  }
  return bytes
}

/** The content under these codings, applied in order; undefined when one is not known. */
export function encodeBody(content: Uint8Array, contentEncoding: string): Uint8Array | undefined {
  let bytes = content
  for (const name of contentEncoding.split(',')) {
    const encode = encoders[name.trim().toLowerCase()]
    if (encode === undefined) return undefined
    bytes = encode(bytes)
  }
  return bytes
}

/** Decoding and encoding of whole bodies; what is cut, corrupt or in an unknown coding is not decoded. */
export function createCodec(maxBytes: number) {
  return {
    decode(bytes: Uint8Array, contentEncoding: string): Uint8Array | undefined {
      const { bytes: content, problem } = decodeBody([bytes], contentEncoding, maxBytes)
      return problem === undefined ? content : undefined
    },
    encode: encodeBody,
  }
}
