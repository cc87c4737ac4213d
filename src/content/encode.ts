/** Doing Content-Encoding again after content was changed, in the codings that it came in. */
import { brotliCompressSync, constants, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib'
import { decodeBody } from './decode.ts'

const encoders: Partial<Record<string, (bytes: Uint8Array) => Uint8Array>> = {
  gzip: (bytes) => gzipSync(bytes),
  'x-gzip': (bytes) => gzipSync(bytes),
  deflate: (bytes) => deflateSync(bytes),
  // Brotli's default takes seconds for megabytes; this is a server's usual choice for what changes with each answer.
  br: (bytes) => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }),
  zstd: (bytes) => zstdCompressSync(bytes),
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
