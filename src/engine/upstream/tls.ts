/** The TLS handshake with an upstream or an https parent, over a socket that is connected already. */
import { isIP, type Socket } from 'node:net'
import { checkServerIdentity, connect } from 'node:tls'
import type { ConnectionOptions, PeerCertificate, SecureContext, TLSSocket } from 'node:tls'
import { formatAuthority } from '../../kit/authority.ts'
import type { TlsInfo } from '../../model/exchange.ts'
import { trouble, type Trouble } from './dial-failure.ts'
import { certificateFailure, tlsFailure } from './tls-failure.ts'
import type { SessionCache } from './tls-session.ts'

export type TlsPlan = {
  host: string
  port: number
  serverName?: string
  alpn: readonly string[]
  context: SecureContext
  insecure: boolean
  /** Where tickets for this kind of connection are kept, and under which key. */
  sessions: SessionCache
  sessionKey: string
  /** Epoch ms, for messages about validity. */
  now: number
}

export type TlsResult =
  { kind: 'secured'; socket: TLSSocket; info: TlsInfo } | { kind: 'failed'; trouble: Trouble } | { kind: 'aborted' }

/** Never rejects. On failure and abort the socket given is destroyed. */
export function secure(socket: Socket | TLSSocket, plan: TlsPlan, signal: AbortSignal): Promise<TlsResult> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve(drop(socket, { kind: 'aborted' }))
    const name = nameOf(plan)
    let tls: TLSSocket
    try {
      tls = begin(socket, plan, name)
    } catch (error) {
      // Node checks names and protocols before it sends anything.
      return resolve(drop(socket, { kind: 'failed', trouble: tlsFailure(error, { ...plan, name }) }))
    }
    const finish = (result: TlsResult) => {
      tls.off('secureConnect', secured)
      tls.off('error', failed)
      tls.off('close', closed)
      signal.removeEventListener('abort', aborted)
      if (result.kind !== 'secured') drop(socket, drop(tls, result))
      resolve(result)
    }
    const secured = () => finish(judge(tls, plan, name))
    const failed = (error: Error) => finish({ kind: 'failed', trouble: tlsFailure(error, { ...plan, name }) })
    const closed = () => failed(Object.assign(new Error('closed'), { code: 'ECONNRESET' }))
    const aborted = () => finish({ kind: 'aborted' })
    tls.once('secureConnect', secured)
    tls.once('error', failed)
    tls.once('close', closed)
    signal.addEventListener('abort', aborted)
  })
}

/** The name to ask for and verify: without the root dot, which SNI and certificates do not have (RFC 6066 §3). */
function nameOf(plan: TlsPlan): string {
  return (plan.serverName ?? plan.host).replace(/\.$/, '')
}

function begin(socket: Socket | TLSSocket, plan: TlsPlan, name: string): TLSSocket {
  const kept = plan.sessions.get(plan.sessionKey)
  const options: ConnectionOptions = {
    socket,
    // SNI carries names only (RFC 6066 §3); '' sends none.
    servername: isIP(name) ? '' : name,
    secureContext: plan.context,
    // The verdict is ours, in `judge`, so that a refusal can say what is wrong with the certificate.
    rejectUnauthorized: false,
    checkServerIdentity: (_host, certificate) => checkServerIdentity(name, certificate),
  }
  if (plan.alpn.length > 0) options.ALPNProtocols = [...plan.alpn]
  if (kept) options.session = kept.session
  return connect(options)
}

function judge(tls: TLSSocket, plan: TlsPlan, name: string): TlsResult {
  const shown = tls.getPeerCertificate(true)
  if (!tls.authorized && !plan.insecure) {
    // Declared as an Error, but Node puts the code there when there is one.
    const reason: unknown = tls.authorizationError
    plan.sessions.delete(plan.sessionKey)
    return { kind: 'failed', trouble: certificateFailure(String(reason), { ...plan, name }, shown, plan.now) }
  }
  // A resumed session shows no certificate (RFC 8446 §2.2): it is the one of the session's first connection.
  const peer = tls.isSessionReused() ? plan.sessions.get(plan.sessionKey)?.peer : describePeer(shown)
  plan.sessions.follow(tls, plan.sessionKey, peer)
  const info: TlsInfo = {
    version: tls.getProtocol() ?? '',
    cipher: tls.getCipher().name,
    ...(isIP(name) ? {} : { serverName: name }),
    ...(tls.alpnProtocol ? { alpn: tls.alpnProtocol } : {}),
    ...(peer ? { peer } : {}),
  }
  return { kind: 'secured', socket: tls, info }
}

/** From Node's object, since its `getPeerX509Certificate` takes the leaf out of the chain that later calls see. */
function describePeer(certificate: PeerCertificate): TlsInfo['peer'] {
  if (certificate.fingerprint256 === undefined) return undefined
  return {
    subject: nameText(certificate.subject),
    issuer: nameText(certificate.issuer),
    validTo: Date.parse(certificate.valid_to),
    fingerprint256: certificate.fingerprint256,
  }
}

/** `C=GB, O=Example, CN=example.test`, in the certificate's order; a certificate may have no subject. */
function nameText(parts: Readonly<Record<string, string | string[] | undefined>> | undefined): string {
  return Object.entries(parts ?? {})
    .flatMap(([type, values]) => [values].flat().map((value) => `${type}=${value}`))
    .join(', ')
}

/** What a dial that ran out of time in the handshake says. */
export function tlsTimeout(plan: Pick<TlsPlan, 'host' | 'port'>, ms: number): Trouble {
  const where = formatAuthority(plan.host, plan.port)
  return trouble(
    'connect_timeout',
    `${where} accepted the connection, but the TLS handshake did not end within ${ms / 1000} s`,
  )
}

function drop(socket: Socket, result: TlsResult): TlsResult {
  socket.on('error', () => {})
  socket.destroy()
  return result
}
