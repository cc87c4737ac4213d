import { describe, expect, test } from 'vitest'
import { explainTlsFailure, trustHint } from '../../src/headless/tls-error.ts'
import type { FaceSource } from '../../src/headless/voice.ts'
import { buildTlsFailure } from '../support/exchange.ts'

const client = (message: string, reason?: string) =>
  explainTlsFailure(
    buildTlsFailure({
      failure: { code: 'client_tls', message, leg: 'client' },
      ...(reason !== undefined && { reason }),
    }),
    'Trust it.',
  )

describe('TLS failures', () => {
  test.each(['unknown_ca', 'bad_certificate', 'certificate_unknown', 'tlsv1 alert unknown ca'])(
    'the alert %s is a client that does not trust the CA, and here is what mends it',
    (reason) => {
      expect(client('the handshake failed', reason)).toEqual({
        message: 'client does not trust the CA',
        probable: false,
        hint: 'Trust it.',
        alert: reason.replace('tlsv1 alert unknown ca', 'unknown_ca'),
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
    expect(explainTlsFailure(failure, 'Trust it.')).toEqual({
      message: 'certificate expired',
      probable: false,
      hint: 'Add its CA with --cacert, or use -k to accept any.',
    })
  })

  test('the alert is found in the message too', () => {
    expect(client('client does not trust the CA (alert bad_certificate)')).toMatchObject({ alert: 'bad_certificate' })
  })
})

describe('over a certificate of the site itself', () => {
  const certificate = { file: '/site.pem', name: 'localhost' }
  const of = (message: string) =>
    explainTlsFailure(
      buildTlsFailure({
        certificate,
        failure: { code: 'client_tls', message, leg: 'client', hint: 'Trust its issuer.' },
      }),
      'Trust our CA.',
    )

  test('our CA would not help', () => {
    expect(of("client does not trust the site's own certificate (alert unknown_ca)")).toEqual({
      message: "client does not trust the site's own certificate",
      probable: false,
      hint: 'Trust its issuer.',
      alert: 'unknown_ca',
    })
    expect(of('probably: it closed the connection')).toMatchObject({
      message: "client probably does not trust the site's own certificate",
      probable: true,
      hint: 'Trust its issuer.',
    })
  })

  test('whatever it is, what is said of the file is said', () => {
    expect(of('no cipher')).toEqual({ message: 'no cipher', probable: false, hint: 'Trust its issuer.' })
  })
})

describe('the hint', () => {
  const source = (change: Partial<FaceSource> = {}) => ({ listening: { ca: '/ca.pem' }, ...change }) as FaceSource

  test('is a line to paste', () => {
    expect(trustHint(source(), {})).toBe('Let it trust /ca.pem: eval "$(middlebox ca env)", or curl --cacert /ca.pem.')
    const advice = { env: 'eval "$(mbx ca env -p 1)"', trust: 'mbx ca trust', doctor: 'mbx doctor' }
    expect(trustHint(source({ advice }), {})).toContain(': eval "$(mbx ca env -p 1)", or')
  })

  test('is of the listener that the client came to: no shell is sent to a reverse one', () => {
    const others = [8000, 8001].map(
      (port, site) => ({ mode: 'reverse', site, url: `http://127.0.0.1:${port}` }) as never,
    )
    const given = source({ others })
    expect(trustHint(given, { site: 1 })).toBe(
      'Let it trust /ca.pem: curl --cacert /ca.pem https://localhost:8001/, or for browsers middlebox ca trust.',
    )
    expect(trustHint(given, {})).toContain('ca env')
  })

  test('sends no command of ours to set what it has', () => {
    const hint = trustHint(source({ forCommand: true }), {})
    expect(hint).not.toContain('ca env')
    expect(hint).toContain('middlebox doctor')
  })
})
