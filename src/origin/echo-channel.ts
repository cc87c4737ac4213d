/**
 * The far end of a WebSocket that sends every message back (RFC 6455): pings are answered, the closing handshake is kept,
 * and what breaks the rules is closed with the code that says why.
 */
import { isUtf8 } from 'node:buffer'
import { BodyStream, type BodySource } from '../kit/body.ts'
import { FrameReader, type WebSocketMessage } from '../messages/frame-reader.ts'
import { encodeFrame } from '../messages/frame-writer.ts'
import type { Body, Channel, Sink } from '../model/message.ts'
import { readClosing, closing } from './closing.ts'

/** Bytes of one message that are echoed; a longer one is closed with 1009. */
export const maxMessage = 16 * 1024 * 1024

type ByteSource = { pause(): void; resume(): void }

export class EchoChannel implements Channel, Sink, BodySource {
  readonly down: Body
  readonly #stream: BodyStream
  readonly #reader = new FrameReader(maxMessage, (message) => this.#message(message))
  #client: ByteSource | undefined
  #held = false
  #over = false

  constructor() {
    this.#stream = new BodyStream(null, this)
    this.down = this.#stream
  }

  get up(): Sink {
    return this
  }

  accept(from: ByteSource): void {
    this.#client = from
  }

  /** The client is gone: there is nothing here to let go of. */
  close(): void {
    this.#over = true
  }

  // ---- bytes of the client

  write(chunk: Uint8Array): boolean {
    // After the closing handshake nothing has a meaning any more; it is read and dropped.
    if (this.#over) return true
    this.#reader.feed(chunk)
    if (this.#reader.problem !== undefined) this.#end(closing(1002, this.#reader.problem))
    return !this.#held
  }

  end(): void {
    this.#over = true
    this.#stream.finish()
  }

  fail(): void {
    this.end()
  }

  // ---- flow control: a client that does not read its echoes is not read either

  pauseBody(): void {
    this.#held = true
  }

  resumeBody(): void {
    if (!this.#held) return
    this.#held = false
    this.#client?.resume()
  }

  cancelBody(): void {
    this.#over = true
  }

  #message({ kind, size, data, compressed }: WebSocketMessage): void {
    if (this.#over) return
    if (compressed) return this.#end(closing(1002, 'a compressed message, and compression was not agreed'))
    if (size > maxMessage) return this.#end(closing(1009, `a message over ${maxMessage} bytes`))
    switch (kind) {
      case 'ping':
        return this.#stream.push(encodeFrame('pong', data))
      case 'pong':
        return
      case 'close':
        return this.#end(readClosing(data))
      case 'text':
        if (!isUtf8(data)) return this.#end(closing(1007, 'a text message that is not UTF-8'))
        return this.#stream.push(encodeFrame('text', data))
      case 'binary':
        return this.#stream.push(encodeFrame('binary', data))
      default:
        kind satisfies never
    }
  }

  /** Our half of the closing handshake, and the end: the server closes first (RFC 6455 §7.1.1). */
  #end(payload: Uint8Array): void {
    if (this.#over) return
    this.#over = true
    this.#stream.push(encodeFrame('close', payload))
    this.#stream.finish()
  }
}
