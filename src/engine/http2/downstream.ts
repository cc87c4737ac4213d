/** A client's HTTP/2 connection: every stream is an exchange of its own on the one chain. */
import { type Http2Stream, type ServerHttp2Session, type ServerHttp2Stream, performServerHandshake } from 'node:http2'
import type { Duplex } from 'node:stream'
import type { Destinations } from '../arrive.ts'
import type { Arrival, Core } from '../core.ts'
import type { Expiring } from '../deadlines.ts'
import { lookPause, sessionLimits, watchFlood } from './limits.ts'
import { reset } from '../reset.ts'
import { askForReset } from '../reset-watch.ts'
import { type Drop, ServerStream } from './server-stream.ts'

/** Streams a client may have open at once; browsers assume at least 100. */
const maxStreams = 250
/** Flow control windows: a few round trips' worth at home, so that uploads are not held back by us. */
const window = 1024 * 1024

export class Http2Downstream implements Expiring {
  slot = -1
  deadline = 0
  readonly arrival: Arrival
  readonly #core: Core
  readonly #socket: Duplex
  readonly #session: ServerHttp2Session
  #open = 0
  #used = false

  constructor(core: Core, socket: Duplex, arrival: Arrival, to: Destinations) {
    this.#core = core
    this.#socket = socket
    this.arrival = arrival
    const client = { ...arrival.client, protocol: arrival.scheme === 'http' ? ('h2c' as const) : ('h2' as const) }
    const session = performServerHandshake(socket, {
      ...sessionLimits,
      maxHeaderListPairs: core.limits.fieldCount + 8,
      settings: {
        enableConnectProtocol: true,
        maxConcurrentStreams: maxStreams,
        maxHeaderListSize: core.limits.headBytes,
        initialWindowSize: window,
      },
    } as Parameters<typeof performServerHandshake>[1])
    this.#session = session
    session.setLocalWindowSize(window * 4)
    const warn = (message: string): void =>
      core.emit({
        type: 'warning',
        at: core.clock.now(),
        code: 'bad_request',
        message: `HTTP/2 client ${client.address}: ${message}`,
      })
    // After GOAWAY no new stream is taken, and those that are open go on (RFC 9113 §6.8).
    const drop: Drop = (how) => (how === 'reset' ? reset(socket) : this.stop())
    session.on('stream', (stream, _headers, flags, raw) =>
      this.#accept(stream, flags, raw as unknown as string[], { ...arrival, client }, to, drop),
    )
    session.on('error', (error: NodeJS.ErrnoException) => {
      // A browser that closes an idle connection resets it: nobody has lost anything.
      if (this.#open > 0 || error.code !== 'ECONNRESET') warn(error.message)
    })
    session.on('frameError', (type, code, id) => warn(`frame of type ${type} on stream ${id} failed with code ${code}`))
    session.on('close', () => {
      core.deadlines.delete(this)
      if (!this.#used) arrival.unused?.()
    })
    // Over h2 there is no half-close: a client that ends its side is gone (RFC 9113 §9.1). The socket too, since Node waits
    // for what it still writes, and a write to a client that has reset its end may never end.
    socket.once('end', () => {
      session.destroy()
      socket.destroy()
    })
    watchFlood(session, core, warn)
    this.#idle()
    core.deadlines.add(this)
  }

  /** GOAWAY now; open streams finish. */
  stop(): void {
    if (!this.#session.closed) this.#session.close()
  }

  expire(): void {
    if (this.#open === 0) return this.stop()
    askForReset(this.#socket)
    this.#look()
  }

  #look(): void {
    this.deadline = this.arrival.scheme === 'https' ? this.#core.clock.now() + lookPause : 0
  }

  #idle(): void {
    this.deadline = this.#core.clock.now() + this.#core.limits.keepAliveTimeout
  }

  #accept(
    stream: ServerHttp2Stream,
    flags: number,
    raw: readonly string[],
    arrival: Arrival,
    to: Destinations,
    drop: Drop,
  ): void {
    this.#used = true
    if (this.#open++ === 0) this.#look()
    ;(stream as Http2Stream).on('close', () => {
      if (--this.#open === 0) this.#idle()
    })
    new ServerStream(this.#core, stream, flags, raw, arrival, to, drop).start()
  }
}
