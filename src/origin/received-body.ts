/** Reads a request body to its end: its size, its digest, and its text when it is text, in bounded memory. */
import { createHash } from 'node:crypto'
import type { Body, Fields, Sink } from '../model/message.ts'

export type ReceivedBody = {
  size: number
  /** Hex. */
  sha256: string
  /** Null when the bytes are not UTF-8. */
  text: string | null
  /** Whether `text` is only the beginning. */
  truncated: boolean
  trailers: Fields
}

/** Characters of text that are kept. */
const textCap = 65_536

/**
 * Resolves at the body's end. When the body breaks off it never does: whoever broke it off has ended the exchange, and
 * nobody waits for the rest.
 */
export function receiveBody(body: Body): Promise<ReceivedBody> {
  return new Promise((resolve) => body.pipe(receiver(resolve)))
}

function receiver(done: (received: ReceivedBody) => void): Sink {
  const hash = createHash('sha256')
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  let size = 0
  let text: string | null = ''
  let truncated = false
  const decode = (chunk?: Uint8Array): void => {
    if (text === null) return
    try {
      const piece = chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true })
      truncated ||= text.length + piece.length > textCap
      if (text.length < textCap) text += piece.slice(0, textCap - text.length)
    } catch {
      text = null
    }
  }
  return {
    write(chunk) {
      size += chunk.length
      hash.update(chunk)
      decode(chunk)
      return true
    },
    end(trailers = []) {
      decode()
      done({ size, sha256: hash.digest('hex'), text, truncated: text !== null && truncated, trailers })
    },
    fail() {},
  }
}
