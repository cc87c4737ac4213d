/** A thread that decodes one image: the traffic goes on meanwhile, and what the decoder took is gone with it. */
import { serveWork } from '../../kit/work.ts'
import { decodePixels } from './pixels.ts'
import type { PreviewQuestion } from './preview.ts'
import { shrink } from './shrink.ts'

await serveWork(async (question) => {
  const { shared, facts } = question as PreviewQuestion
  // A copy of its own: zlib takes no shared memory.
  const pixels = await decodePixels(new Uint8Array(shared).slice(), facts)
  return typeof pixels === 'string' ? pixels : shrink(pixels)
})
