/** A socket as a Channel: what a 101 or an opaque tunnel leaves, bytes both ways with half-close. */
import type { Duplex } from 'node:stream'
import { type BodySource, BodyStream } from '../../kit/body.ts'
import type { Body, Channel, Failure, Sink } from '../../model/message.ts'
import { reset, wasReset } from '../reset.ts'

export class SocketChannel implements Channel, Sink, BodySource {
  readonly down: Body
  readonly #socket: Duplex
  readonly #stream: BodyStream
  #from: { pause(): void; resume(): void } | undefined
  #blocked = false

  /** Takes the socket over; `rest` are bytes of the upstream that were read already. */
  constructor(socket: Duplex, rest?: Uint8Array) {
    this.#socket = socket
    this.#stream = new BodyStream(null, this)
    this.down = this.#stream
    if (rest !== undefined && rest.length > 0) this.#stream.push(rest)
    socket.on('data', (chunk: Buffer) => this.#stream.push(chunk))
    socket.on('end', () => this.#stream.finish())
    socket.on('error', (error: NodeJS.ErrnoException) => this.#lost(error))
    socket.on('close', () => this.#lost(undefined))
    socket.on('drain', () => this.#drained())
    if (socket.readableEnded) this.#stream.finish()
  }

  get up(): Sink {
    return this
  }

  accept(from: { pause(): void; resume(): void }): void {
    this.#from = from
    this.#socket.resume()
  }

  close(how: 'close' | 'reset'): void {
    if (how === 'reset') reset(this.#socket)
    else this.#socket.destroy()
  }

  write(chunk: Uint8Array): boolean {
    const accepted = this.#socket.write(chunk)
    if (!accepted) this.#blocked = true
    return accepted
  }

  end(): void {
    this.#socket.end()
  }

  fail(): void {
    this.#socket.destroy()
  }

  pauseBody(): void {
    this.#socket.pause()
  }

  resumeBody(): void {
    this.#socket.resume()
  }

  cancelBody(): void {
    this.#socket.destroy()
  }

  #lost(error: NodeJS.ErrnoException | undefined): void {
    const failure: Failure =
      error === undefined && !wasReset(this.#socket)
        ? { code: 'upstream_closed', message: 'the upstream closed the connection', leg: 'upstream' }
        : {
            code: error === undefined || error.code === 'ECONNRESET' ? 'upstream_reset' : 'upstream_closed',
            message: `the upstream's connection failed: ${error === undefined ? 'the stream was reset' : (error.code ?? error.message)}`,
            leg: 'upstream',
          }
    this.#stream.abort(failure)
  }

  #drained(): void {
    if (!this.#blocked) return
    this.#blocked = false
    this.#from?.resume()
  }
}
