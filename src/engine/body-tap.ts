/** Looks at a body as it passes: counts it and keeps a capped copy for display. The copy never pins a socket's read buffer. */
import type { BodyRecord } from '../model/exchange.ts'
import type { Fields } from '../model/message.ts'
import type { Arena } from '../kit/arena.ts'
import { EventReader, type ServerEvent } from '../messages/event-reader.ts'
import type { Core } from './core.ts'

const noChunks: Uint8Array[] = []

export class BodyTap implements BodyRecord {
  size = 0
  kept = 0
  chunks: Uint8Array[] = noChunks
  trailers?: Fields
  readonly #cap: number
  readonly #arena: Arena

  constructor(arena: Arena, cap: number) {
    this.#arena = arena
    this.#cap = cap
  }

  add(chunk: Uint8Array): void {
    this.size += chunk.length
    const room = this.#cap - this.kept
    if (room <= 0) return
    const copy = this.#arena.keep(chunk.length <= room ? chunk : chunk.subarray(0, room))
    this.kept += copy.length
    // Most bodies are one piece, for which a list that grows would hold room for sixteen more.
    if (this.chunks.length === 0) this.chunks = [copy]
    else this.chunks.push(copy)
  }
}

/** A tap that also tells of each Server-Sent Event. */
export class EventStreamTap extends BodyTap {
  readonly #reader: EventReader

  constructor(arena: Arena, cap: number, event: (event: ServerEvent) => void) {
    super(arena, cap)
    this.#reader = new EventReader(cap, event)
  }

  override add(chunk: Uint8Array): void {
    super.add(chunk)
    this.#reader.feed(chunk)
  }
}

/** One that reports each event as a message of the exchange. */
export function tapEvents({ arena, maxBody, clock, emit }: Core, id: string): EventStreamTap {
  return new EventStreamTap(arena, maxBody, ({ size, data }) => {
    const at = clock.now()
    emit({ type: 'message', id, at, message: { direction: 'down', at, kind: 'event', size, data } })
  })
}

/** What is recorded of a message without a body. */
export const noBody: BodyRecord = Object.freeze({ size: 0, kept: 0, chunks: [] })
