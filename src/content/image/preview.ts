/** A small copy of an image's pixels, made beside the proxy: in a thread, bounded in time, and one image after the other. */
import { systemClock } from '../../kit/clock.ts'
import { joinBytes } from '../../kit/join-bytes.ts'
import { work } from '../../kit/work.ts'
import { moduleBeside } from '../../kit/worker.ts'
import type { ImageFacts } from './facts.ts'
import { type Pixels, whyNone } from './pixels.ts'

export type PreviewQuestion = { shared: SharedArrayBuffer; facts: ImageFacts }

/** ms until a decoder is given up. */
const patience = 10_000

let busy = false
/** Who waits: the last one first, since that is what somebody looks at. */
const waiting: (() => void)[] = []

/** The pixels, or why there are none. Never rejects. */
export async function previewOf(bytes: Uint8Array, facts: ImageFacts, limit = patience): Promise<Pixels | string> {
  const why = whyNone(facts)
  if (why !== undefined) return why
  if (busy) await new Promise<void>((resolve) => waiting.push(resolve))
  busy = true
  try {
    // Memory that both threads see: passing it on costs nothing, whatever its size.
    const { buffer: shared } = await joinBytes([bytes], new Uint8Array(new SharedArrayBuffer(bytes.length)))
    const question: PreviewQuestion = { shared, facts }
    const thread = moduleBeside(import.meta.url, './preview-thread')
    return (await work(thread, question, limit, systemClock)) as Pixels | string
  } catch (error) {
    return `no preview: ${(error as Error).message}`
  } finally {
    busy = false
    waiting.pop()?.()
  }
}
