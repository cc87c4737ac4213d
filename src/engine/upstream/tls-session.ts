/** The last TLS session ticket of each kind of connection, so that the next handshake is a short one (RFC 8446 §2.2). */
import type { TLSSocket } from 'node:tls'
import type { TlsInfo } from '../../model/exchange.ts'

export type KeptSession = { session: Buffer; peer: TlsInfo['peer'] }

export interface SessionCache {
  get(key: string): KeptSession | undefined
  /** Keeps the session of this accepted connection and the tickets that TLS 1.3 sends later on it, with whose they are. */
  follow(socket: TLSSocket, key: string, peer: TlsInfo['peer']): void
  delete(key: string): void
  clear(): void
}

/** Holds `limit` keys; the one not renewed for the longest time goes first. */
export function createSessionCache(limit = 1000): SessionCache {
  const sessions = new Map<string, KeptSession>()
  const keep = (key: string, kept: KeptSession) => {
    sessions.delete(key)
    sessions.set(key, kept)
    if (sessions.size > limit) sessions.delete(sessions.keys().next().value!)
  }
  return {
    get: (key) => sessions.get(key),
    follow(socket, key, peer) {
      // Over TLS 1.2 the session is complete with the handshake and its event has passed.
      const session = socket.getProtocol() === 'TLSv1.3' ? undefined : socket.getSession()
      if (session) keep(key, { session, peer })
      socket.on('session', (ticket: Buffer) => keep(key, { session: ticket, peer }))
    },
    delete: (key) => void sessions.delete(key),
    clear: () => sessions.clear(),
  }
}
