/** A thread that undoes the codings of one large body: the traffic goes on meanwhile. */
import { serveWork } from '../kit/work.ts'
import { decodeBody, type Decoded } from './decode.ts'
import type { DecodeQuestion } from './decode-beside.ts'

/** Smaller ones may lie in memory that others share. */
const own = 64 * 1024

await serveWork<Decoded>(
  (question) => {
    const { shared, encoding, maxBytes } = question as DecodeQuestion
    // A copy of its own: zlib takes no shared memory.
    return decodeBody([new Uint8Array(shared).slice()], encoding, maxBytes)
  },
  ({ bytes }) => (bytes.length > own ? [bytes.buffer as ArrayBuffer] : []),
)
