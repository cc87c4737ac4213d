/**
 * What compressed WebSocket messages say (permessage-deflate, RFC 7692). Each may lean on those before it in its direction,
 * so they are undone in order from the first one, and only as long as all of it is there.
 */
import { Buffer } from 'node:buffer'
import { constants, inflateRawSync } from 'node:zlib'
import type { StreamMessage } from '../../../model/exchange.ts'

/** What deflate looks back at (RFC 7692 §7.1.2). */
const windowSize = 32 * 1024

/** Bytes that may come out of one message. */
const maxBytes = 16 * 1024 * 1024

/** The end of a block that senders leave off (RFC 7692 §7.2.2). */
const tail = Buffer.from([0, 0, 0xff, 0xff])

export type Inflater = {
  /** The payload as meant; undefined when it cannot be told. */
  plain(message: StreamMessage): Uint8Array | undefined
}

/** Reads a list that grows at its end and loses its beginning. `total` counts the messages that there were in all. */
export function createInflater(): { read(messages: readonly StreamMessage[], total: number): Inflater } {
  const done = new WeakMap<StreamMessage, Uint8Array>()
  const ways = { up: newWay(), down: newWay() }
  let seen = 0
  let gap = false
  return {
    read(messages, total) {
      // Some came and went unread: what leans on them is lost.
      gap ||= total - messages.length > seen
      seen = total
      for (const message of messages) {
        if (!message.compressed || done.has(message)) continue
        const way = ways[message.direction]
        const plain = inflate(message, gap ? undefined : way.window)
        if (plain === undefined) {
          gap = true
          continue
        }
        done.set(message, plain)
        way.window = Buffer.concat([way.window, plain]).subarray(-windowSize)
      }
      return { plain: (message) => (message.compressed ? done.get(message) : message.data) }
    },
  }
}

function newWay(): { window: Buffer } {
  return { window: Buffer.alloc(0) }
}

function inflate({ data, size }: StreamMessage, window: Buffer | undefined): Uint8Array | undefined {
  if (data.length < size) return undefined
  const dictionary = window === undefined || window.length === 0 ? {} : { dictionary: window }
  try {
    return inflateRawSync(Buffer.concat([data, tail]), {
      finishFlush: constants.Z_SYNC_FLUSH,
      maxOutputLength: maxBytes,
      ...dictionary,
    })
  } catch {
    return undefined
  }
}
