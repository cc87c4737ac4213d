/** Request bodies that can be sent more than once: small ones are kept, large ones can go again until somebody has read them. */
import { Buffer } from 'node:buffer'
import { emptyBody } from '../kit/body.ts'
import { bodyOfBytes, collectBody } from '../kit/collect-body.ts'
import type { Body, Sink } from '../model/message.ts'
import { KeptBody } from './kept-body.ts'

export interface Replay {
  /** The body for the next try; undefined when it cannot be sent again. */
  next(): Body | undefined
  /** No more tries: what nobody read is let go. */
  done(): void
}

/**
 * Bodies whose announced length is at most `limit` are read first; those that announce none are kept as they pass, and
 * with `passing` all are.
 */
export function createReplay(body: Body, limit: number, passing = false): Replay | Promise<Replay> {
  if (body.length === 0) return { next: emptyBody, done: () => {} }
  if (limit === 0 || (body.length !== null && body.length > limit)) return unread(body)
  if (body.length === null || passing) return new KeptBody(body, limit)
  const { length } = body
  return collectBody(body, limit + 1).then(({ chunks, complete, trailers, body: again }) => {
    // Broken off: it goes on as it is, once, so that the upstream sees what the client did.
    if (!complete) return unread(again)
    const bytes = Buffer.concat(chunks)
    return { next: () => bodyOfBytes(bytes, length, trailers), done: () => {} }
  })
}

function unread(body: Body): Replay {
  return {
    next: () => (body.used ? undefined : new Kept(body)),
    done: () => {
      if (!body.used) body.cancel()
    },
  }
}

/** Passes everything on but a cancelling before anything was read: another try may still want it. */
class Kept implements Body {
  readonly length: number | null
  readonly #body: Body
  #cancelled = false
  #piped = false

  constructor(body: Body) {
    this.length = body.length
    this.#body = body
  }

  get used(): boolean {
    return this.#cancelled || this.#body.used
  }

  pipe(sink: Sink): void {
    this.#piped = true
    this.#body.pipe(sink)
  }

  pause(): void {
    this.#body.pause()
  }

  resume(): void {
    this.#body.resume()
  }

  cancel(): void {
    this.#cancelled = true
    if (this.#piped) this.#body.cancel()
  }
}
