import { expect, test } from 'vitest'
import type { TlsInfo } from '../../../src/model/exchange.ts'
import { tlsLines, tlsTab } from '../../../src/tui/detail/tls.ts'
import { plainLine } from '../../../src/tui/theme/paint.ts'
import { buildExchange, startedAt, type ExchangeFacts } from '../../support/exchange.ts'
import { tabView } from '../../support/tab-view.ts'

const day = 86_400_000
const tls: TlsInfo = { version: 'TLSv1.3', cipher: 'TLS_AES_256_GCM_SHA384', serverName: 'a.test', alpn: 'h2' }
const peer = {
  subject: 'CN=a.test\nO=A',
  issuer: 'CN=Root\x1b[2J',
  validTo: startedAt + 5.5 * day,
  fingerprint256: 'AA:BB',
}
const client = { address: '127.0.0.1', port: 1, protocol: 'h2', tls } as const
const upstream = { address: '192.0.2.1', port: 443, protocol: 'h2', reused: false } as const
const shown = (facts: ExchangeFacts) => tlsLines(buildExchange(facts), startedAt, 60).map(plainLine)

test('both sides, and whom the upstream showed', () => {
  expect(shown({ client, upstream: { ...upstream, tls: { version: 'TLSv1.2', cipher: 'X', peer } } })).toEqual([
    expect.stringMatching(/^── client → middlebox ─+$/),
    'version      TLSv1.3',
    'cipher       TLS_AES_256_GCM_SHA384',
    'ALPN         h2',
    'server name  a.test',
    '',
    expect.stringMatching(/^── middlebox → origin ─+$/),
    'version      TLSv1.2',
    'cipher       X',
    'ALPN         none',
    'server name  none',
    'certificate  CN=a.test, O=A',
    'issuer       CN=Root',
    'valid until  2023-11-20  in 5 days',
    'SHA-256      AA:BB',
  ])
})

test('an expired certificate, one side without TLS, and a parent', () => {
  const old = { ...upstream, via: 'http://p.test', tls: { ...tls, peer: { ...peer, validTo: startedAt - 2 * day } } }
  expect(shown({ upstream: old })).toContain('valid until  2023-11-12  expired 2 days ago')
  expect(shown({ upstream: old })).toContain('not encrypted')
  expect(shown({ upstream: old }).join('\n')).toContain('middlebox → origin, through the parent')
})

test('a failure, what it means and what to do', () => {
  const error = { code: 'tls_certificate', message: 'self-signed certificate', leg: 'upstream' as const }
  const lines = shown({ client, error, upstream: undefined as never })
  expect(lines.slice(0, 2)).toEqual(['failed       self-signed certificate', 'side         the upstream'])
  expect(lines).toContainEqual(expect.stringContaining('to do        Add its CA with --cacert'))
  expect(lines.at(-1)).toBe('no connection')
})

test('it is there where TLS was, or was tried', () => {
  expect(tlsTab.fits!(buildExchange())).toBe(false)
  expect(tlsTab.fits!(buildExchange({ client }))).toBe(true)
  expect(tlsTab.fits!(buildExchange({ error: { code: 'tls_alert', message: '', leg: 'upstream' } }))).toBe(true)
  expect(tlsTab.page(buildExchange({ client }), tabView({ from: 1, height: 1 })).lines.map(plainLine)).toEqual([
    'version      TLSv1.3',
  ])
})
