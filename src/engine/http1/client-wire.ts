/**
 * The socket under a client's HTTP/1 connection: its one deadline, a FIN that does not cost the answer in flight, silence,
 * and letting go for another owner.
 */
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { Arrival, Core } from '../core.ts'
import type { Expiring } from '../deadlines.ts'

/** ms the rest of a connection is read and thrown away after our FIN. */
const lingerTime = 2_000
/**
 * ms in which a half-closed client must take some of the answer that waits for it. Over TLS Node reports no reset that
 * comes after close_notify, and a write to such a client never ends.
 */
const stallTime = 10_000
/**
 * ms between questions to the machine of a half-closed client to which nothing is sent: whether somebody is still there. A
 * connection that was closed in full is forgotten there after a minute (Linux: tcp_fin_timeout), and then the answer is a reset.
 */
const probeInterval = 10_000
const nothing = new Uint8Array(0)

/** What happens on the wire, told to the connection. */
export interface WireOwner {
  received(chunk: Buffer): void
  /** The client's FIN. */
  ended(): void
  /** The connection broke; `closed` follows. */
  failed(error: NodeJS.ErrnoException): void
  closed(): void
  /** The deadline is over, and it was not that of the last moments. */
  expired(): void
  /** The session stops. */
  stop(): void
}

export class ClientWire implements Expiring {
  slot = -1
  deadline: number
  readonly arrival: Arrival
  /** Our FIN is sent, or nothing is to be sent any more. */
  closing = false
  readonly #core: Core
  readonly #socket: Duplex
  readonly #owner: WireOwner
  #detached = false
  #halfClosed = false
  /** Bytes that a half-closed client had taken at the last look. */
  #taken = -1

  constructor(core: Core, socket: Duplex, owner: WireOwner, arrival: Arrival) {
    this.arrival = arrival
    this.#core = core
    this.#socket = socket
    this.#owner = owner
    this.deadline = core.clock.now() + core.limits.headTimeout
    core.deadlines.add(this)
    socket.on('data', this.#onData)
    socket.on('end', this.#onEnd)
    socket.on('error', this.#onError)
    socket.on('close', this.#onClose)
  }

  /** Reads bytes that were taken from the socket while sniffing, then the socket itself. */
  start(first: Buffer | undefined): void {
    if (first !== undefined) this.#onData(first)
    if (!this.#detached) this.#socket.resume()
  }

  /** FIN, then read on for a moment: closing with unread bytes would send a reset that destroys the answer in flight. */
  close(): void {
    if (this.#socket.writableEnded) return
    this.closing = true
    this.#socket.end()
    this.#socket.resume()
    this.deadline = this.#core.clock.now() + lingerTime
  }

  /** Says nothing more, and leaves the end to the client. */
  hang(): void {
    this.closing = true
  }

  /** Ends the connection now. */
  drop(): void {
    this.closing = true
    this.#socket.destroy()
  }

  /** Leaves the socket, paused, to another owner. */
  detach(): void {
    this.#detached = true
    this.#core.deadlines.delete(this)
    this.#socket.pause()
    this.#socket.off('data', this.#onData)
    this.#socket.off('end', this.#onEnd)
    this.#socket.off('error', this.#onError)
    this.#socket.off('close', this.#onClose)
  }

  expire(): void {
    if (this.closing) this.#socket.destroy()
    else if (this.#halfClosed) this.#lookForStall()
    else this.#owner.expired()
  }

  stop(): void {
    this.#owner.stop()
  }

  readonly #onData = (chunk: Buffer): void => {
    if (!this.closing) this.#owner.received(chunk)
  }

  readonly #onEnd = (): void => {
    this.#owner.ended()
    if (this.closing || this.#detached) return
    this.#halfClosed = true
    ;(this.#socket as Socket).setKeepAlive?.(true, probeInterval)
    this.#lookForStall()
  }

  #lookForStall(): void {
    const waiting = this.#socket.writableLength
    const taken = (this.#socket as Socket).bytesWritten - waiting
    if (waiting > 0 && taken === this.#taken) return this.#owner.failed(new Error('it takes nothing of its answer'))
    this.#taken = taken
    // Nobody reads here any more, so that only a write finds out that the connection is gone; this one sends nothing.
    if (waiting === 0) this.#socket.write(nothing)
    this.deadline = this.#core.clock.now() + stallTime
  }

  readonly #onError = (error: NodeJS.ErrnoException): void => this.#owner.failed(error)

  readonly #onClose = (): void => {
    this.#core.deadlines.delete(this)
    this.#owner.closed()
  }
}
