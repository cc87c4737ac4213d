/** An HTTP/2 connection to an upstream, shared by many exchanges. A dead session fails its streams with the cause and leaves the pool. */
import { type ClientHttp2Session, connect } from 'node:http2'
import type { UpstreamInfo } from '../../model/exchange.ts'
import type { Failure, Request } from '../../model/message.ts'
import type { Core } from '../core.ts'
import type { Expiring } from '../deadlines.ts'
import type { LiveExchange } from '../live-exchange.ts'
import type { Phases } from '../timings.ts'
import type { Dialed } from '../upstream/dialler.ts'
import { type ResponseOwner, type UpstreamLink, upstreamInfo } from '../upstream/link.ts'
import { alertFailure } from '../http1/upstream-failure.ts'
import { ClientStream } from './client-stream.ts'
import { lookPause, sessionLimits, watchFlood } from './limits.ts'
import { askForReset } from '../reset-watch.ts'
import { codeName } from './codes.ts'

const noPhases: Phases = { dns: null, connect: null, tls: null }
const window = 1024 * 1024
/** ms a new connection may take to send its SETTINGS. */
const settingsTimeout = 10_000

/** Resolves once the peer's SETTINGS are here: only then is it known that it speaks h2, and whether it takes extended CONNECT. */
export function openHttp2Upstream(
  core: Core,
  dialed: Dialed,
  key: string,
  closed: (session: Http2Upstream) => void,
): Promise<Http2Upstream> {
  return new Promise((resolve, reject) => {
    const scheme = dialed.tls === undefined ? 'http' : 'https'
    const session = connect(`${scheme}://middlebox.invalid`, {
      createConnection: () => dialed.socket,
      ...sessionLimits,
      maxHeaderListPairs: core.limits.fieldCount + 8,
      settings: { enablePush: false, initialWindowSize: window, maxHeaderListSize: core.limits.headBytes },
    } as Parameters<typeof connect>[1])
    // Over h2 there is no half-close: an upstream that ends its side is gone (RFC 9113 §9.1), and nothing can be written to it.
    dialed.socket.once('end', () => {
      session.destroy()
      dialed.socket.destroy()
    })
    const failed = (error?: Error): void => {
      timer.stop()
      reject(error ?? new Error('the connection was closed before a SETTINGS frame came'))
    }
    const timer = core.clock.after(settingsTimeout, () => {
      const late = new Error('no SETTINGS frame came')
      failed(late)
      session.destroy(late)
    })
    // A TLS alert is an error of the socket alone: the session, already destroyed by Node, waits for a close that never comes.
    dialed.socket.once('error', failed)
    session.once('error', failed)
    session.once('close', failed)
    session.once('remoteSettings', () => {
      timer.stop()
      session.off('error', failed)
      session.off('close', failed)
      resolve(new Http2Upstream(core, session, dialed, key, closed))
    })
  })
}

export class Http2Upstream implements UpstreamLink, Expiring {
  slot = -1
  readonly key: string
  info: UpstreamInfo
  phases: Phases
  deadline = 0
  closed = false
  /** The connection itself is gone. */
  lost = false
  /** Why the session ended, once it has. */
  cause: Failure | undefined
  readonly #core: Core
  readonly #session: ClientHttp2Session
  readonly #socket: Dialed['socket']
  readonly #closed: (session: Http2Upstream) => void
  readonly #streams = new Map<ResponseOwner, ClientStream>()

  constructor(
    core: Core,
    session: ClientHttp2Session,
    dialed: Dialed,
    key: string,
    closed: (session: Http2Upstream) => void,
  ) {
    this.#core = core
    this.#session = session
    this.key = key
    this.info = upstreamInfo(dialed, dialed.tls === undefined ? 'h2c' : 'h2')
    this.phases = dialed.timings
    this.#closed = closed
    this.#socket = dialed.socket
    session.setLocalWindowSize(window * 8)
    session.on('error', (error: NodeJS.ErrnoException) => this.#fail(error))
    session.on('goaway', (code: number) =>
      this.#leave(`the upstream ended the HTTP/2 connection (GOAWAY ${codeName(code)})`),
    )
    session.on('close', () => this.#gone())
    dialed.socket.once('error', (error: NodeJS.ErrnoException) => {
      this.lost = true
      this.#fail(error)
      this.#gone()
    })
    // Before the streams, which Node closes with CANCEL when their connection is lost, as if that had come from the peer.
    dialed.socket.once('close', () => {
      this.lost = true
      this.#gone()
    })
    watchFlood(session, core, (message) =>
      core.emit({
        type: 'warning',
        at: core.clock.now(),
        code: 'upstream_h2',
        message: `the upstream ${this.info.address}: ${message}`,
      }),
    )
    core.deadlines.add(this)
    this.#idle()
  }

  /** True when the peer announced RFC 8441. */
  get takesExtendedConnect(): boolean {
    return this.#session.remoteSettings?.enableConnectProtocol === true
  }

  send(request: Request, exchange: LiveExchange, owner: ResponseOwner): void {
    if (this.#streams.size === 0) this.#look()
    const stream = new ClientStream(this.#session, this, this.#core.clock, () => {
      this.#streams.delete(owner)
      if (this.#streams.size === 0) this.#idle()
    })
    this.#streams.set(owner, stream)
    stream.send(request, exchange, owner)
    if (this.info.reused) return
    this.info = { ...this.info, reused: true }
    this.phases = noPhases
  }

  cancel(owner: ResponseOwner): void {
    this.#streams.get(owner)?.cancel()
  }

  close(): void {
    this.#gone()
    this.#session.destroy()
    // A peer that has sent GOAWAY may keep its side open for ever, and Node waits for it.
    this.#socket.destroy()
  }

  expire(): void {
    if (this.#streams.size === 0) return this.close()
    askForReset(this.#socket)
    this.#look()
  }

  #look(): void {
    this.deadline = this.info.protocol === 'h2' ? this.#core.clock.now() + lookPause : 0
  }

  #idle(): void {
    this.deadline = this.#core.clock.now() + this.#core.limits.upstreamIdleTimeout
  }

  /** No new exchange goes here; those running may finish. */
  #leave(message: string, code: 'upstream_h2' | 'upstream_closed' = 'upstream_h2'): void {
    this.cause ??= { code, message, leg: 'upstream' }
    if (this.closed) return
    this.closed = true
    this.#closed(this)
  }

  #fail(error: NodeJS.ErrnoException): void {
    this.cause ??= alertFailure(error)
    const code = error.code === 'ECONNRESET' || error.code === 'EPIPE' ? 'upstream_reset' : 'upstream_h2'
    this.cause ??= {
      code,
      message:
        code === 'upstream_reset'
          ? 'the upstream reset the connection'
          : `the upstream's HTTP/2 connection failed: ${error.message}`,
      leg: 'upstream',
    }
    this.#leave(this.cause.message)
  }

  #gone(): void {
    this.#leave('the upstream closed the HTTP/2 connection', 'upstream_closed')
    this.#core.deadlines.delete(this)
  }
}
