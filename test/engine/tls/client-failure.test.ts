import type { TLSSocket } from 'node:tls'
import { expect, test } from 'vitest'
import { clientTlsFailure, constrainedFailure, unknownClient } from '../../../src/engine/tls/client-failure.ts'

const error = (code: string, message = '', reason?: string) =>
  Object.assign(new Error(message), { code, ...(reason !== undefined && { reason }) })

test.each([
  [error('ERR_SSL_TLSV1_ALERT_UNKNOWN_CA'), 'client does not trust the CA (alert unknown_ca)'],
  [error('ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE'), 'client does not trust the CA (alert bad_certificate)'],
  [error('ERR_SSL_SSLV3_ALERT_CERTIFICATE_UNKNOWN'), 'client does not trust the CA (alert certificate_unknown)'],
  [
    error('EPROTO', 'error:0A000418:SSL routines:ssl3_read_bytes:tlsv1 alert unknown ca:'),
    'client does not trust the CA (alert unknown_ca)',
  ],
  [
    error('ERR_SSL', '', 'sslv3 alert certificate expired'),
    'client finds the certificate expired: check both clocks (alert certificate_expired)',
  ],
  [
    error('ERR_SSL_SSLV3_ALERT_UNSUPPORTED_CERTIFICATE'),
    'client cannot use the certificate (alert unsupported_certificate)',
  ],
  [error('ERR_SSL_NO_SHARED_CIPHER'), 'client and proxy have no cipher in common'],
  [error('ERR_SSL_UNSUPPORTED_PROTOCOL'), 'client speaks only a TLS version that is too old'],
  [error('ERR_SSL_NO_APPLICATION_PROTOCOL'), 'client and proxy have no application protocol (ALPN) in common'],
  [
    error('ECONNRESET'),
    'probably client does not trust the CA: it closed the connection during or right after the handshake',
  ],
  [
    error('EPIPE'),
    'probably client does not trust the CA: it closed the connection during or right after the handshake',
  ],
  [
    error('X', 'Client network socket disconnected before secure TLS connection was established'),
    'probably client does not trust the CA: it closed the connection during or right after the handshake',
  ],
  [undefined, 'probably client does not trust the CA: it closed the connection during or right after the handshake'],
  [error('ERR_X', 'something else'), 'TLS handshake with the client failed: something else'],
  [error('ERR_X', 'long text', 'short reason'), 'TLS handshake with the client failed: short reason'],
])('%s', (failed, message) => {
  expect(clientTlsFailure(failed)).toEqual({ code: 'client_tls', message, leg: 'client' })
})

test('a refusal of what the root may not vouch for names what it may', () => {
  const told = constrainedFailure(clientTlsFailure(undefined), 'a.test', '*.corp.example')
  expect(told).toEqual({
    code: 'ca_constrained',
    message: 'the CA may vouch for *.corp.example only, so the client refused the certificate for a.test',
    leg: 'client',
  })
  const other = clientTlsFailure(error('ERR_SSL_NO_SHARED_CIPHER'))
  expect(constrainedFailure(other, 'a.test', '*.corp.example')).toBe(other)
})

function shows(certificate: object, problem: Error | null): TLSSocket {
  const socket = { getPeerCertificate: () => certificate, _handle: { verifyError: () => problem } }
  return socket as unknown as TLSSocket
}

const ann = { subject: { CN: 'ann' } }
const showed = (name: string, why: string) =>
  `the certificate that the client showed${name} does not do for this site: ${why}`

test.each([
  [{}, null, 'the client showed no certificate, which this site asks for'],
  [ann, error('CERT_HAS_EXPIRED'), showed(', "ann",', 'it has expired')],
  [ann, error('UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'x'), showed(', "ann",', 'no CA of this site has signed it')],
  [{ subject: undefined, valid_to: '' }, error('PATH_LENGTH_EXCEEDED', 'too long'), showed('', 'too long')],
])('a client certificate %j that does not do: %s', (certificate, problem, message) => {
  expect(unknownClient(shows(certificate, problem))).toEqual({ code: 'client_certificate', message, leg: 'client' })
})

test('a client certificate that does', () => {
  expect(unknownClient(shows(ann, null))).toBeUndefined()
})
