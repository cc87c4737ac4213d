/** Ends TLS on the client's side: a leaf for the name it asked for, and h2 only where the origin has it too. */
import { type SecureContext, TLSSocket, createSecureContext } from 'node:tls'
import { constants } from 'node:crypto'
import type { Duplex } from 'node:stream'
import { formatAuthority } from '../kit/authority.ts'
import type { HandshakeFault, LeafFlaw } from '../model/connection.ts'
import type { ClientInfo, TlsInfo } from '../model/exchange.ts'
import type { Failure } from '../model/message.ts'
import type { Arrival, Core } from './core.ts'
import type { ClientHello } from './tls/client-hello.ts'
import { reset } from './reset.ts'
import { clientTlsFailure, constrainedFailure, injectedTlsFailure, unknownClient } from './tls/client-failure.ts'

/** Makes certificates; `ca/` in real life. */
export interface LeafSource {
  /**
   * PEM chain and key for a host name or IP address, or one that is wrong on purpose; a reverse site may have its own.
   * The same object while it is good. Throws when there can be none.
   */
  leafFor(host: string, flaw?: LeafFlaw, site?: number): Leaf
}

/** `clientCa`: CAs, in PEM, of which the client must show a certificate. `permits`: what the CA may vouch for, where this is none of it. */
type Leaf = { cert: string; key: string; clientCa?: string; permits?: string }

/** Contexts kept; one takes about 60 KB in OpenSSL. */
const maxContexts = 512
/** Some clients of HTTP/1.0 name it (RFC 7301 §6 registers it); those with both want 1.1. */
const http1 = ['http/1.1', 'http/1.0']
/**
 * Key exchange groups for clients. OpenSSL 3.5 would choose the post-quantum X25519MLKEM768 wherever it is offered, also
 * behind others in this list; it costs as much again as the rest of a handshake and protects nothing on the way from a
 * program to a proxy beside it. Clients that offer it offer X25519 too.
 */
const curves = 'X25519:prime256v1:secp384r1'
/** ms a handshake may take. */
const handshakeTimeout = 30_000
/** ms after the handshake in which a close without a request still says that the client did not like the certificate. */
const suspicionTime = 2_000

type Kept = { context: SecureContext; leaf: Leaf | undefined; permits: string | undefined; until: number }

export class Secure {
  readonly #core: Core
  readonly #leaves: LeafSource
  readonly #contexts = new Map<string, Kept>()

  constructor(core: Core, leaves: LeafSource) {
    this.#core = core
    this.#leaves = leaves
  }

  /**
   * Shakes hands on a paused socket whose first bytes have been put back. `h2`: offer it. `fault`: what is to be wrong.
   * Calls `ready` with the secured, paused socket; failures are reported and end the connection.
   */
  accept(
    socket: Duplex,
    hello: ClientHello,
    host: string,
    h2: boolean,
    arrival: Arrival,
    ready: (secured: TLSSocket, arrival: Arrival) => void,
    fault?: HandshakeFault,
  ): void {
    // Once the client is gone the system knows it no more.
    const came = reached(arrival)
    let kept: Kept
    try {
      kept = this.#contextFor(host, fault?.how === 'reset' ? undefined : fault?.how, arrival.site)
    } catch (error) {
      const failure: Failure = {
        code: 'client_tls',
        message: `no certificate could be made for ${host}: ${(error as Error).message}`,
        leg: 'middlebox',
      }
      this.#report(arrival, hello, failure, came)
      socket.destroy()
      return
    }
    const secured = new TLSSocket(socket as TLSSocket, {
      isServer: true,
      secureContext: kept.context,
      ...(kept.leaf?.clientCa !== undefined && { requestCert: true, rejectUnauthorized: false }),
      ...(hello.alpn !== undefined && { ALPNProtocols: h2 ? ['h2', ...http1] : http1 }),
    })
    const because = (error: Error | undefined): Failure => {
      if (fault !== undefined) return injectedTlsFailure(fault, error)
      const failure = clientTlsFailure(error)
      return kept.permits === undefined ? failure : constrainedFailure(failure, host, kept.permits)
    }
    const timer = this.#core.clock.after(handshakeTimeout, () =>
      secured.destroy(new Error('the handshake took too long')),
    )
    const failed = (error?: Error): void => {
      timer.stop()
      secured.off('error', failed)
      secured.off('end', failed)
      secured.off('close', failed)
      this.#report(arrival, hello, because(error), came)
      secured.destroy()
    }
    // A TLS error after the handshake is the connection's owner's business; this listener only keeps it from being thrown.
    secured.on('error', noop)
    secured.once('error', failed)
    // A client that only sends FIN, as Node's does over a leaf it rejects: there is no `close` before we answer it.
    secured.once('end', failed)
    secured.once('close', failed)
    secured.once('secure', () => {
      timer.stop()
      secured.off('error', failed)
      secured.off('end', failed)
      secured.off('close', failed)
      // Node leaves this set on a socket made by hand; http2 then waits for ever (see docs/ARCHITECTURE.md).
      ;(secured as { secureConnecting?: boolean }).secureConnecting = false
      const barred = kept.leaf?.clientCa === undefined ? undefined : unknownClient(secured)
      const client: ClientInfo = {
        ...arrival.client,
        protocol: secured.alpnProtocol === 'h2' ? 'h2' : 'http/1.1',
        tls: tlsInfo(secured, hello),
      }
      const since = this.#core.clock.now()
      ready(secured, {
        ...arrival,
        client,
        scheme: 'https',
        ...(hello.serverName !== undefined && { serverName: hello.serverName.toLowerCase() }),
        ...(barred !== undefined && { barred }),
        unused: () => {
          // A session that stops closes them itself.
          if (this.#core.stopping) return
          if (barred !== undefined) this.#report(arrival, hello, barred, came)
          // BoringSSL looks at the certificate before it ends the handshake: what closes then is a connection in reserve.
          else if (!hello.grease && this.#core.clock.now() - since < suspicionTime)
            this.#report(arrival, hello, because(undefined), came)
        },
      })
    })
  }

  /** In place of shaking hands. */
  refuse(socket: Duplex, hello: ClientHello, arrival: Arrival, fault: HandshakeFault): void {
    this.#report(arrival, hello, injectedTlsFailure(fault, undefined), reached(arrival))
    reset(socket)
  }

  #report(arrival: Arrival, hello: ClientHello, failure: Failure, authority: string): void {
    const at = this.#core.clock.now()
    this.#core.emit({
      type: 'tls-error',
      at,
      error: {
        id: this.#core.nextId(),
        at,
        leg: 'client',
        client: arrival.client,
        ...(arrival.site !== undefined && { site: arrival.site }),
        authority,
        failure,
        ...(hello.serverName !== undefined && { serverName: hello.serverName }),
      },
    })
  }

  #contextFor(host: string, flaw: LeafFlaw | undefined, site: number | undefined): Kept {
    const now = this.#core.clock.now()
    const name = `${flaw ?? ''} ${site ?? ''} ${host}`
    const known = this.#contexts.get(name)
    // The files of a site may have been read again since.
    const leaf = site !== undefined && flaw === undefined ? this.#leaves.leafFor(host, undefined, site) : undefined
    if (known !== undefined && known.until > now && known.leaf === leaf) return known
    const { cert, key, clientCa: ca, permits } = leaf ?? this.#leaves.leafFor(host, flaw)
    // Session tickets cost a tenth of each handshake, and save a millisecond to the few clients that come back with one.
    const context = createSecureContext({
      cert,
      key,
      ecdhCurve: curves,
      secureOptions: constants.SSL_OP_NO_TICKET,
      ...(ca !== undefined && { ca }),
    })
    if (this.#contexts.size >= maxContexts) this.#contexts.delete(this.#contexts.keys().next().value!)
    // A day is well inside the shortest leaf; a clock that jumps then finds a fresh one.
    const kept = { context, leaf, permits, until: now + 24 * 3_600_000 }
    this.#contexts.set(name, kept)
    return kept
  }
}

function tlsInfo(socket: TLSSocket, hello: ClientHello): TlsInfo {
  const alpn = socket.alpnProtocol
  return {
    version: socket.getProtocol() ?? 'unknown',
    cipher: socket.getCipher()?.standardName ?? 'unknown',
    ...(hello.serverName !== undefined && { serverName: hello.serverName }),
    ...(typeof alpn === 'string' && { alpn }),
  }
}

function noop(): void {}

/** Outside of a tunnel a handshake was meant for the listener itself. */
function reached({ authority, local }: Arrival): string {
  return authority === undefined
    ? formatAuthority(local.address, local.port)
    : formatAuthority(authority.host, authority.port)
}
