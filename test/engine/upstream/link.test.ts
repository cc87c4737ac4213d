/** What may be sent twice, and what a new connection says of itself. */
import { expect, test } from 'vitest'
import type { Dialed } from '../../../src/engine/upstream/dialler.ts'
import { isIdempotent, upstreamInfo } from '../../../src/engine/upstream/link.ts'

test('only the idempotent methods of RFC 9110 §9.2.2 may be sent again, by their exact names', () => {
  expect(['GET', 'HEAD', 'OPTIONS', 'TRACE', 'PUT', 'DELETE'].map(isIdempotent)).not.toContain(false)
  expect(['POST', 'PATCH', 'CONNECT', 'LOCK', 'get', ''].map(isIdempotent)).not.toContain(true)
})

test('a connection has its address, its TLS and its parent, and no credentials or sockets', () => {
  const dialed = {
    address: '192.0.2.1',
    port: 443,
    alpn: 'h2',
    absoluteForm: true,
    proxyAuthorization: 'Basic eDp5',
  } as Dialed
  expect(upstreamInfo(dialed, 'h2')).toEqual({ address: '192.0.2.1', port: 443, protocol: 'h2', reused: false })
  const tls = { version: 'TLSv1.3', cipher: 'TLS_AES_128_GCM_SHA256' }
  expect(upstreamInfo({ ...dialed, tls, via: 'http://parent:3128' }, 'http/1.1')).toEqual({
    ...{ address: '192.0.2.1', port: 443, protocol: 'http/1.1', reused: false },
    tls,
    via: 'http://parent:3128',
  })
})
