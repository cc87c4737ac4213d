import { X509Certificate } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { TlsFailure } from '../../src/model/exchange.ts'
import { type ServedFile, explainRefusal, ownCertificate } from '../../src/session/own-certificate.ts'
import { createTestCa, selfSigned } from '../support/certificates.ts'
import { exchangeEvents, tlsErrorEvent } from '../support/events.ts'

const ca = createTestCa('Dev CA')
const served = ({ cert }: { cert: string }, where?: string): ServedFile => ({
  file: '/site.pem',
  where,
  certificate: new X509Certificate(cert),
})
const shop = served(ca.issue({ names: ['shop.test', '*.shop.test'] }), '--tls-cert')
const address = served(ca.issue({ names: ['127.0.0.1'] }))
const own = served(selfSigned({ names: ['shop.test'] }), 'middlebox.yml:3:7')

const unknown = 'client does not trust the CA (alert unknown_ca)'
const closed = 'probably client does not trust the CA: it closed the connection during or right after the handshake'

const refused = (message: string, change: Partial<TlsFailure> = {}) =>
  tlsErrorEvent({
    site: 0,
    serverName: 'shop.test',
    failure: { code: 'client_tls', message, leg: 'client' },
    ...change,
  })

function explain(file: ServedFile | undefined, message: string, change: Partial<TlsFailure> = {}): TlsFailure {
  const event = explainRefusal(refused(message, change), () => file)
  if (event.type !== 'tls-error') throw new Error('another event')
  return event.error
}

const hint = (...given: Parameters<typeof explain>) => explain(...given).failure.hint

describe('a name to ask for', () => {
  test.each([
    [shop, 'shop.test', 'shop.test'],
    [shop, 'a.shop.test', 'a.shop.test'],
    [shop, 'other.test', 'shop.test'],
    [served(ca.issue({ names: ['*.shop.test'] })), undefined, 'www.shop.test'],
    [served(ca.issue({ names: ['shop.test', 'localhost'] })), undefined, 'localhost'],
    [address, undefined, '127.0.0.1'],
  ])('%#: %s, %s', (file, asked, name) => expect(ownCertificate(file, asked)).toEqual({ file: '/site.pem', name }))
})

describe('a client that refused', () => {
  test('is told of the issuer, and of what it was shown', () => {
    expect(explain(shop, unknown)).toMatchObject({
      certificate: { file: '/site.pem', name: 'shop.test' },
      failure: {
        code: 'client_tls',
        message: "client does not trust the site's own certificate (alert unknown_ca)",
        hint: 'Let the client trust "Dev CA", the issuer of /site.pem, which must hold the CAs between the two as well; or leave it out (--tls-cert) for a certificate of the CA made here.',
      },
    })
    expect(explain(shop, closed).failure.message).toMatch(
      /^probably client does not trust the site's own cert.*: it clo/,
    )
  })

  test('of an issuer with a name of any kind', () => {
    const odd = createTestCa('My "own", <CA>').issue({ names: ['shop.test'] })
    expect(hint(served(odd), unknown)).toContain('trust "My "own", <CA>", the issuer')
  })

  test('a certificate that signed itself, of that', () => {
    expect(hint(own, unknown)).toBe(
      'Let the client trust /site.pem, which signed itself; or leave it out (middlebox.yml:3:7) for a certificate of the CA made here.',
    )
  })

  test('when the name is not in it, of the names; but not before the issuer', () => {
    const given = { serverName: 'Other.test' }
    expect(hint(shop, closed, given)).toMatch(
      /^\/site\.pem is for shop\.test, \*\.shop\.test, not for other\.test: ask/,
    )
    expect(hint(shop, unknown, given)).toContain('"Dev CA"')
    const none = { serverName: undefined as never }
    expect(hint(shop, closed, none)).toContain('not for an address')
    expect(hint(address, closed, none)).toMatch(/"Dev CA".*; or leave it out for a certificate/)
  })

  test('when it is too old, of its date', () => {
    const expired = 'client finds the certificate expired: check both clocks (alert certificate_expired)'
    expect(hint(shop, expired)).toMatch(/^Renew \/site\.pem: it is good until .* GMT\.$/)
  })

  test('over something else, of the file only', () => {
    expect(hint(shop, 'client and proxy have no cipher in common')).toMatch(/^The client was shown \/site\.pem: /)
  })
})

test('what has nothing to do with it passes as the same object', () => {
  const injected = { code: 'injected', message: unknown, leg: 'client' } as const
  const made = { code: 'client_tls', message: 'no certificate could be made', leg: 'middlebox' } as const
  for (const event of [
    exchangeEvents('a')[0]!,
    refused(unknown, { site: undefined as never }),
    refused(unknown, { failure: injected }),
    refused(unknown, { failure: made }),
  ])
    expect(explainRefusal(event, () => shop)).toBe(event)
  const minted = refused(unknown)
  expect(explainRefusal(minted, () => undefined)).toBe(minted)
})
