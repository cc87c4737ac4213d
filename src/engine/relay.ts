/** Two directions of bytes between a client's socket and a channel, with backpressure and half-close, watched as they pass. */
import type { Duplex } from 'node:stream'
import type { Channel, Failure, Sink } from '../model/message.ts'
import { reset, wasReset } from './reset.ts'

export interface RelayObserver {
  up(chunk: Uint8Array): void
  down(chunk: Uint8Array): void
  /** Both directions are over; `failure` when not by a clean end of both. */
  closed(failure: Failure | undefined): void
}

export class Relay implements Sink {
  readonly #socket: Duplex
  readonly #channel: Channel
  readonly #observer: RelayObserver
  #upEnded = false
  #downEnded = false
  #closed = false
  #blocked = false

  /** Takes the socket over; `rest` are bytes of the client that were read already. */
  constructor(socket: Duplex, channel: Channel, observer: RelayObserver, rest?: Uint8Array) {
    this.#socket = socket
    this.#channel = channel
    this.#observer = observer
    channel.accept({ pause: () => socket.pause(), resume: () => socket.resume() })
    socket.on('data', (chunk: Buffer) => this.#up(chunk))
    socket.on('end', () => this.#upEnd())
    socket.on('drain', () => this.#drained())
    socket.on('error', (error: NodeJS.ErrnoException) => this.#lost(error))
    socket.on('close', () => this.#lost(undefined))
    if (rest !== undefined && rest.length > 0) this.#up(rest)
    channel.down.pipe(this)
    // While the upstream was dialled nobody listened, and Node tells the end of a paused socket too, once.
    if (socket.destroyed) this.#lost(undefined)
    else if (socket.readableEnded) this.#upEnd()
    socket.resume()
  }

  write(chunk: Uint8Array): boolean {
    this.#observer.down(chunk)
    const accepted = this.#socket.write(chunk)
    if (!accepted) this.#blocked = true
    return accepted
  }

  end(): void {
    this.#downEnded = true
    this.#socket.end()
    if (this.#upEnded) this.#finish(undefined)
  }

  fail(failure: Failure): void {
    if (this.#closed) return
    // First, because the end of the client's socket would be taken for the client's doing.
    this.#finish(failure)
    if (failure.code === 'upstream_reset') reset(this.#socket)
    else this.#socket.destroy()
  }

  #up(chunk: Uint8Array): void {
    this.#observer.up(chunk)
    if (!this.#channel.up.write(chunk)) this.#socket.pause()
  }

  #upEnd(): void {
    this.#upEnded = true
    this.#channel.up.end()
    if (this.#downEnded) this.#finish(undefined)
  }

  #lost(error: NodeJS.ErrnoException | undefined): void {
    if (this.#closed) return
    const clean = error === undefined && this.#upEnded && this.#downEnded
    this.#channel.close(error === undefined && !wasReset(this.#socket) ? 'close' : 'reset')
    this.#finish(clean ? undefined : { code: 'client_abort', message: error === undefined ? 'the client closed the connection' : `the client's connection failed: ${error.code ?? error.message}`, leg: 'client' })
  }

  #finish(failure: Failure | undefined): void {
    if (this.#closed) return
    this.#closed = true
    this.#observer.closed(failure)
  }

  #drained(): void {
    if (!this.#blocked) return
    this.#blocked = false
    this.#channel.down.resume()
  }
}
