/** Reading a body ahead of its consumer: up to a limit it is kept, and can then be passed on as if nobody had looked. */
import type { Body, Failure, Fields } from '../model/message.ts'
import { BodyStream } from './body.ts'

export type Collected = {
  chunks: readonly Uint8Array[]
  size: number
  /** The body ended, well, within the limit. */
  complete: boolean
  trailers?: Fields
  /** All of it again, from the first byte: what was kept, then what is still to come. */
  body: Body
}

/** Resolves at the end of the body, at `limit` bytes, when `enough` is aborted, or when it breaks off. Never rejects. */
export function collectBody(body: Body, limit: number, enough?: AbortSignal): Promise<Collected> {
  return new Promise((resolve) => {
    const chunks: Uint8Array[] = []
    let size = 0
    let collecting = true
    let full = false
    const replay = new BodyStream(body.length, {
      // While it is collected nothing waits for the consumer, who has not come yet.
      pauseBody: () => {
        if (collecting) full = true
        else body.pause()
      },
      resumeBody: () => body.resume(),
      cancelBody: () => body.cancel(),
    })
    const settle = (complete: boolean, trailers?: Fields): void => {
      if (!collecting) return
      collecting = false
      resolve({ chunks, size, complete, body: replay, ...(trailers !== undefined && { trailers }) })
    }
    const stop = (): void => {
      if (!collecting) return
      settle(false)
      if (full) body.pause()
    }
    enough?.addEventListener('abort', stop, { once: true })
    body.pipe({
      write(chunk) {
        replay.push(chunk)
        if (!collecting) return true
        chunks.push(chunk)
        size += chunk.length
        if (size < limit) return true
        settle(false)
        return !full
      },
      end(trailers) {
        replay.finish(trailers)
        settle(true, trailers)
      },
      fail(failure: Failure) {
        replay.abort(failure)
        settle(false)
      },
    })
  })
}

/** A body of these bytes, framed as `length` says. */
export function bodyOfBytes(bytes: Uint8Array, length: number | null, trailers?: Fields): Body {
  const body = new BodyStream(length, { pauseBody: () => {}, resumeBody: () => {}, cancelBody: () => {} })
  if (bytes.length > 0) body.push(bytes)
  body.finish(trailers)
  return body
}
