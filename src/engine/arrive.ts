/**
 * A connection before it is known what it speaks: the listener's port, or the inside of a tunnel.
 *
 *   bytes ─▶ sniff ─▶ TLS (decide h2, shake hands, go on inside) · SOCKS · HTTP/2 · HTTP/1 · opaque
 */
import type { Duplex } from 'node:stream'
import type { Timer } from '../kit/clock.ts'
import type { Arrival, Core } from './core.ts'
import type { Expiring } from './deadlines.ts'
import { type SocksHandshake, type SocksOutcome, createSocksHandshake } from './socks/handshake.ts'
import { sniff } from './sniff.ts'
import { type ClientHello, parseClientHello } from './tls/client-hello.ts'

/** What a connection can become; `engine` supplies these. Sockets are handed over paused, without listeners of ours. */
export interface Destinations {
  http1(socket: Duplex, first: Buffer | undefined, arrival: Arrival): void
  http2(socket: Duplex, first: Buffer | undefined, arrival: Arrival): void
  tls(socket: Duplex, first: Buffer, hello: ClientHello, arrival: Arrival): void
  /** `dialed`: a connection made because the client was silent. */
  opaque(socket: Duplex, first: Buffer | undefined, arrival: Arrival, reason: 'server-first' | 'not-http'): void
  /** A SOCKS client goes where nothing is looked into: dial, then answer, then relay. False when it is to be looked into. */
  untouched(socket: Duplex, first: Buffer, arrival: Arrival, answer: (outcome: SocksOutcome) => Uint8Array): boolean
  /** The client said nothing: dial, and see whether the server speaks. If it does, the function returned takes the connection over. */
  serverSpeaks(socket: Duplex, arrival: Arrival, clientSpoke: AbortSignal): Promise<(() => void) | undefined>
}

/** ms of client silence in a tunnel before the server is asked (PRODUCT.md §4). */
const silence = 300

export class Arriving implements Expiring {
  slot = -1
  deadline = 0
  readonly #core: Core
  readonly #socket: Duplex
  readonly #arrival: Arrival
  readonly #to: Destinations
  readonly #own: boolean
  #bytes: Buffer | undefined
  /** Ends the client's silence. */
  #timer: Timer | undefined
  #socks: SocksHandshake | undefined
  #spoke: AbortController | undefined
  #done = false

  /** `first`: bytes already read. The socket is paused or flowing; it is resumed. */
  constructor(core: Core, socket: Duplex, arrival: Arrival, to: Destinations, first?: Buffer) {
    this.#core = core
    this.#socket = socket
    this.#arrival = arrival
    this.#to = to
    this.#own = arrival.authority === undefined
    socket.on('data', this.#onData)
    socket.on('end', this.#onClose)
    socket.on('error', this.#onClose)
    socket.on('close', this.#onClose)
    this.#arm()
    if (first !== undefined && first.length > 0) this.#onData(first)
    if (!this.#done) socket.resume()
  }

  /** The first bytes must come in the time of a head; in a tunnel silence means that the server may speak first. */
  #arm(): void {
    const { clock, limits, deadlines } = this.#core
    deadlines.add(this)
    // On 443 the client always speaks first, and idle pre-connections are common.
    if (this.#own) this.deadline = clock.now() + limits.headTimeout
    else if (this.#arrival.authority!.port === 443) this.deadline = clock.now() + limits.keepAliveTimeout
    else this.#timer = clock.after(silence, this.#silent)
  }

  /** Bytes in a tunnel that do not tell yet: half a ClientHello has its rest to come, half a word may be all there is. */
  #wait(bytes: Buffer): void {
    const { clock, limits } = this.#core
    this.#timer?.stop()
    if (bytes[0] === 0x16) this.deadline = clock.now() + limits.headTimeout
    else this.#timer = clock.after(silence, this.#silent)
  }

  expire(): void {
    this.#socket.destroy()
  }

  /** The session stops: who has said nothing yet need not be waited for. */
  stop(): void {
    if (this.#bytes === undefined && this.#socks === undefined) this.#socket.destroy()
  }

  readonly #silent = (): void => void this.#askServer()

  async #askServer(): Promise<void> {
    this.#spoke = new AbortController()
    const pending = this.#bytes
    if (pending !== undefined)
      return this.#hand(() => this.#to.opaque(this.#socket, pending, this.#arrival, 'not-http'))
    const over = await this.#to.serverSpeaks(this.#socket, this.#arrival, this.#spoke.signal)
    if (this.#done) return
    if (over !== undefined) this.#hand(over)
    // The server said nothing either, and left: the client may still speak, to a new connection.
    else if (this.#bytes === undefined) this.deadline = this.#core.clock.now() + this.#core.limits.keepAliveTimeout
  }

  readonly #onData = (chunk: Buffer): void => {
    if (this.#done) return
    const spoke = this.#spoke
    this.#spoke = undefined
    spoke?.abort()
    if (this.#socks !== undefined) return this.#feedSocks(chunk)
    const bytes = this.#bytes === undefined ? chunk : Buffer.concat([this.#bytes, chunk])
    this.#bytes = bytes
    this.#decide(bytes)
    if (!this.#done && !this.#own) this.#wait(bytes)
  }

  #decide(bytes: Buffer): void {
    const spoken = sniff(bytes, this.#own)
    switch (spoken) {
      case 'more':
        return
      case 'tls':
        return this.#decideTls(bytes)
      case 'socks':
        // A reverse proxy leads where its routes lead and nowhere else.
        if (this.#arrival.mode === 'reverse') return this.#socket.destroy() as unknown as void
        this.#bytes = undefined
        this.#socks = createSocksHandshake()
        return this.#feedSocks(bytes)
      case 'h2':
        return this.#hand(() => this.#to.http2(this.#socket, bytes, this.#arrival))
      case 'http1':
        return this.#hand(() => this.#to.http1(this.#socket, bytes, this.#arrival))
      case 'opaque':
        return this.#hand(() => this.#to.opaque(this.#socket, bytes, this.#arrival, 'not-http'))
      default:
        spoken satisfies never
    }
  }

  #decideTls(bytes: Buffer): void {
    const hello = parseClientHello(bytes)
    if (hello === 'more') return
    if (hello === 'invalid' && this.#own) return this.#socket.destroy() as unknown as void
    if (hello === 'invalid' || (!this.#own && !speaksHttp(hello))) {
      return this.#hand(() => this.#to.opaque(this.#socket, bytes, this.#arrival, 'not-http'))
    }
    this.#hand(() => this.#to.tls(this.#socket, bytes, hello, this.#arrival))
  }

  #feedSocks(chunk: Uint8Array): void {
    const step = this.#socks!.feed(chunk)
    if (step.reply !== undefined) this.#socket.write(step.reply)
    if (step.error !== undefined) {
      this.#core.emit({
        type: 'warning',
        at: this.#core.clock.now(),
        code: 'bad_request',
        message: `a SOCKS client at ${this.#arrival.client.address}: ${step.error}`,
      })
      this.#release()
      this.#socket.end()
      return
    }
    if (step.done === undefined) return
    const { host, port, rest } = step.done
    this.#enter({ ...this.#arrival, authority: { host: host.toLowerCase(), port } }, Buffer.from(rest))
  }

  #enter(inside: Arrival, first: Buffer): void {
    const socks = this.#socks!
    this.#hand(() => {
      if (this.#to.untouched(this.#socket, first, inside, socks.answer)) return
      // As with CONNECT, the client is told yes at once, and shows what it wants.
      this.#socket.write(socks.answer('granted'))
      new Arriving(this.#core, this.#socket, inside, this.#to, first)
    })
  }

  #hand(over: () => void): void {
    this.#release()
    over()
  }

  #release(): void {
    this.#done = true
    this.#timer?.stop()
    this.#core.deadlines.delete(this)
    this.#socket.pause()
    this.#socket.off('data', this.#onData)
    this.#socket.off('end', this.#onClose)
    this.#socket.off('error', this.#onClose)
    this.#socket.off('close', this.#onClose)
  }

  readonly #onClose = (): void => {
    if (this.#done) return
    this.#spoke?.abort()
    const bytes = this.#bytes
    // Half a protocol is still worth showing: HTTP/1 refuses it with a reason.
    if (bytes !== undefined && this.#own && !this.#socket.destroyed && bytes[0] !== 0x16) {
      return this.#hand(() => this.#to.http1(this.#socket, bytes, this.#arrival))
    }
    this.#release()
    this.#arrival.unused?.()
    this.#socket.destroy()
  }
}

/** ALPN that names only other protocols (imap, xmpp-client, …) is not for an HTTP proxy to end. */
function speaksHttp(hello: ClientHello): boolean {
  return hello.alpn === undefined || hello.alpn.some((protocol) => protocol === 'h2' || protocol.startsWith('http/1.'))
}
