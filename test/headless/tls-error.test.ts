import { describe, expect, test } from 'vitest'
import { explainTlsFailure, quote } from '../../src/headless/tls-error.ts'
import { buildTlsFailure } from '../support/exchange.ts'

const client = (message: string, reason?: string) =>
  explainTlsFailure(
    buildTlsFailure({
      failure: { code: 'client_tls', message, leg: 'client' },
      ...(reason !== undefined && { reason }),
    }),
    '/ca.pem',
  )

describe('TLS failures', () => {
  test.each(['unknown_ca', 'bad_certificate', 'certificate_unknown', 'tlsv1 alert unknown ca'])(
    'the alert %s is a client that does not trust the CA, and here is what mends it',
    (reason) => {
      expect(client('the handshake failed', reason)).toEqual({
        message: 'client does not trust the CA',
        probable: false,
        hint: 'Let it trust /ca.pem: eval "$(middlebox ca env)", or curl --cacert /ca.pem.',
      })
    },
  )

  test.each(['read ECONNRESET', 'the client closed the connection', 'socket hang up', 'ended in the handshake'])(
    '“%s” is probably that',
    (message) => {
      expect(client(message)).toMatchObject({ message: 'client probably does not trust the CA', probable: true })
    },
  )

  test('anything else is what it is', () => {
    expect(client('no protocol version in common', 'protocol_version')).toEqual({
      message: 'no protocol version in common',
      probable: false,
    })
  })

  test('upstream it is the table of errors that helps', () => {
    const failure = buildTlsFailure({
      leg: 'upstream',
      failure: { code: 'tls_certificate', message: 'certificate expired', leg: 'upstream' },
    })
    expect(explainTlsFailure(failure, '/ca.pem')).toEqual({
      message: 'certificate expired',
      probable: false,
      hint: 'Add its CA with --cacert, or use -k to accept any.',
    })
  })

  test('paths are one word of a shell', () => {
    expect(quote('/a/b-c_1.pem')).toBe('/a/b-c_1.pem')
    expect(quote("/my files/it's.pem")).toBe(`'/my files/it'\\''s.pem'`)
  })
})
