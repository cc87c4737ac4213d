import { EventEmitter } from 'node:events'
import type { TLSSocket } from 'node:tls'
import { expect, test } from 'vitest'
import { createSessionCache } from '../../../src/engine/upstream/tls-session.ts'

function connection(version: string, session?: string) {
  const own = {
    getProtocol: () => version,
    getSession: () => (session === undefined ? undefined : Buffer.from(session)),
  }
  return Object.assign(new EventEmitter(), own) as unknown as TLSSocket
}

const peer = { subject: 'CN=a', issuer: 'CN=b', validTo: 1, fingerprint256: 'AA' }

test('TLS 1.2 has its session with the handshake, TLS 1.3 with each ticket, of which the last stays', () => {
  const cache = createSessionCache()
  cache.follow(connection('TLSv1.2', 'twelve'), 'old', peer)
  expect(cache.get('old')).toEqual({ session: Buffer.from('twelve'), peer })
  const socket = connection('TLSv1.3', 'useless')
  cache.follow(socket, 'new', peer)
  expect(cache.get('new')).toBe(undefined)
  for (const ticket of ['one', 'two']) socket.emit('session', Buffer.from(ticket))
  expect(cache.get('new')?.session.toString()).toBe('two')
})

test('it holds so many and no more, and the one renewed stays', () => {
  const cache = createSessionCache(2)
  for (const key of ['a', 'b', 'a', 'c']) cache.follow(connection('TLSv1.2', key), key, undefined)
  expect(['a', 'b', 'c'].map((key) => cache.get(key)?.session.toString())).toEqual(['a', undefined, 'c'])
  cache.delete('a')
  expect(cache.get('a')).toBe(undefined)
  cache.clear()
  expect(cache.get('c')).toBe(undefined)
})
