/**
 * The HTTP/1 writer: one per connection, a sink for one message body after another.
 * The head waits for the first body bytes, so that a small message is one write and over TLS one record.
 */
import type { Body, Failure, Fields, Sink } from '../../model/message.ts'
import type { BodyTap } from '../body-tap.ts'
import type { WriteTarget } from '../staged.ts'
import { isField } from './made.ts'

export interface WriterOwner {
  /** The message is written in full. */
  messageWritten(): void
  /** The body broke off; what was written cannot be completed. */
  messageCut(failure: Failure): void
}

/** Chunks up to this size are copied next to the head; larger ones are written as they are. */
const copyUpTo = 16_384

const lastChunk = '0\r\n\r\n'

export class MessageWriter implements Sink {
  #socket: WriteTarget
  #owner: WriterOwner
  #head = ''
  #chunked = false
  #body: Body | undefined
  #tap: BodyTap | undefined
  #blocked = false
  #open = false

  constructor(socket: WriteTarget, owner: WriterOwner) {
    this.#socket = socket
    this.#owner = owner
    socket.on('drain', this.#onDrain)
  }

  /** Leaves the socket to another owner. */
  detach(): void {
    this.#socket.off('drain', this.#onDrain)
  }

  /** A message is on its way. */
  get busy(): boolean {
    return this.#open
  }

  /** What is written from here on goes to another target, and its end is told to another owner. */
  redirect(socket: WriteTarget, owner: WriterOwner): void {
    this.#socket.off('drain', this.#onDrain)
    this.#socket = socket
    this.#owner = owner
    socket.on('drain', this.#onDrain)
  }

  /** Writes a head and its body; `tap` sees what is written. With `framing` 0 a body that has bytes is cancelled unread. */
  send(head: string, framing: number | 'chunked' | 'close', body: Body, tap?: BodyTap): void {
    this.#head = head
    this.#chunked = framing === 'chunked'
    this.#open = true
    this.#tap = tap
    if (framing === 0 && body.length !== 0) {
      body.cancel()
      this.end()
      return
    }
    this.#body = body
    body.pipe(this)
    if (this.#head !== '') this.#flushHead()
  }

  /** Writes text between messages: a 1xx head, a raw answer. */
  writeText(text: string): void {
    this.#socket.write(text, 'latin1')
  }

  write(chunk: Uint8Array): boolean {
    if (chunk.length === 0 || !this.#open) return true
    this.#tap?.add(chunk)
    const prefix = this.#chunked ? `${this.#head}${chunk.length.toString(16)}\r\n` : this.#head
    this.#head = ''
    let accepted: boolean
    if (prefix === '') accepted = this.#socket.write(chunk)
    else if (chunk.length <= copyUpTo) accepted = this.#socket.write(joined(prefix, chunk, this.#chunked))
    else {
      this.#socket.cork()
      this.#socket.write(prefix, 'latin1')
      accepted = this.#socket.write(chunk)
      if (this.#chunked) accepted = this.#socket.write('\r\n', 'latin1')
      this.#socket.uncork()
    }
    if (!accepted) this.#blocked = true
    return accepted
  }

  end(trailers?: Fields): void {
    if (!this.#open) return
    this.#open = false
    // Recorded also where the client's framing has no place for them.
    if (trailers !== undefined && this.#tap !== undefined) this.#tap.trailers = trailers
    let text = this.#head
    this.#head = ''
    if (this.#chunked) text += trailers === undefined ? lastChunk : `0\r\n${trailerText(trailers)}\r\n`
    if (text !== '') this.#socket.write(text, 'latin1')
    this.#body = undefined
    this.#owner.messageWritten()
  }

  fail(failure: Failure): void {
    if (!this.#open) return
    this.#flushHead()
    this.#open = false
    this.#body = undefined
    this.#owner.messageCut(failure)
  }

  /** Stops reading the body, if one is flowing: its receiver is gone. */
  abandon(): void {
    this.#open = false
    this.#head = ''
    const body = this.#body
    this.#body = undefined
    body?.cancel()
  }

  #flushHead(): void {
    const head = this.#head
    this.#head = ''
    if (head !== '') this.#socket.write(head, 'latin1')
  }

  readonly #onDrain = (): void => {
    if (!this.#blocked) return
    this.#blocked = false
    this.#body?.resume()
  }
}

function joined(prefix: string, chunk: Uint8Array, chunked: boolean): Buffer {
  const size = prefix.length + chunk.length + (chunked ? 2 : 0)
  const bytes = Buffer.allocUnsafe(size)
  bytes.write(prefix, 0, 'latin1')
  bytes.set(chunk, prefix.length)
  if (chunked) bytes.write('\r\n', size - 2, 'latin1')
  return bytes
}

/** A trailer that is not one line is left out: the head is gone already, so that nothing can be refused any more. */
function trailerText(trailers: Fields): string {
  let text = ''
  for (let i = 0; i < trailers.length; i += 2)
    if (isField(trailers[i]!, trailers[i + 1])) text += `${trailers[i]!}: ${trailers[i + 1]!}\r\n`
  return text
}
