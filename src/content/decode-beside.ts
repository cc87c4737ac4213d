/** The content of a body for somebody who looks at it: whatever its size and its coding, the proxy is not held up. */
import { systemClock } from '../kit/clock.ts'
import { joinBytes, totalOf } from '../kit/join-bytes.ts'
import { work } from '../kit/work.ts'
import { moduleBeside } from '../kit/worker.ts'
import { codingsOf, decodeBody, decodeSmall, type Decoded, maxCodings } from './decode.ts'

export type DecodeQuestion = { shared: SharedArrayBuffer; encoding: string; maxBytes: number }

/** Bytes that are decoded without a thread, before and after: some milliseconds. */
const small = 64 * 1024
const smallContent = 1024 * 1024

/** ms until a decoder is given up. */
const patience = 20_000

/** As `decodeBody`. Never rejects: where the thread fails, the bytes are as they came, and `failed` says why. */
export async function decodeBeside(
  chunks: readonly Uint8Array[],
  encoding: string,
  maxBytes: number,
  limit = patience,
): Promise<Decoded & { failed?: string }> {
  const codings = codingsOf(encoding)
  const size = totalOf(chunks)
  const whole = () => (chunks.length === 1 ? chunks[0]! : joinBytes(chunks, new Uint8Array(size)))
  if (codings.length === 0 || size === 0) return decodeBody([await whole()], '', maxBytes)
  if (codings.length <= maxCodings && size <= small) {
    const bytes = decodeSmall(await whole(), encoding, Math.min(maxBytes, smallContent))
    if (bytes !== undefined) return { bytes }
  }
  try {
    const { buffer: shared } = await joinBytes(chunks, new Uint8Array(new SharedArrayBuffer(size)))
    const question: DecodeQuestion = { shared, encoding, maxBytes }
    return (await work(moduleBeside(import.meta.url, './decode-thread'), question, limit, systemClock)) as Decoded
  } catch (error) {
    return { bytes: await whole(), failed: (error as Error).message }
  }
}
