import type { DetailedPeerCertificate } from 'node:tls'
import { describe, expect, test } from 'vitest'
import { certificateFailure, tlsFailure } from '../../../src/engine/upstream/tls-failure.ts'

const place = { name: 'api.test', host: 'api.test', port: 443 }
const coded = (code: string, message = '') => Object.assign(new Error(message), { code })

const wantsCertificate = ['certificate_required', 'handshake_failure']

describe('handshake errors', () => {
  test.each([
    [
      'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED',
      '80:error:0A00045C:SSL routines:ssl3_read_bytes:tlsv13 alert certificate required:rec_layer_s3.c:1605:SSL alert number 116\n',
      'tls_alert',
      'certificate_required',
      'api.test:443 ended the TLS handshake with the alert certificate_required: it wants a client certificate',
    ],
    [
      'ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE',
      '',
      'tls_alert',
      'handshake_failure',
      'api.test:443 ended the TLS handshake with the alert handshake_failure: it found nothing both sides support, or wants a client certificate',
    ],
    [
      'ERR_SSL_TLSV1_UNRECOGNIZED_NAME',
      '80:error:0A000458:SSL routines::tlsv1 unrecognized name:ssl/record/rec_layer_s3.c:918:SSL alert number 112\n',
      'tls_alert',
      'unrecognized_name',
      'api.test:443 ended the TLS handshake with the alert unrecognized_name: it serves no such name',
    ],
    [
      'ERR_SSL_WRONG_VERSION_NUMBER',
      '',
      'tls_failed',
      'not_tls',
      'the server on port 443 does not speak TLS (api.test:443)',
    ],
    [
      'ERR_SSL_DH_KEY_TOO_SMALL',
      '',
      'tls_failed',
      'dh_key_too_small',
      "TLS with api.test:443 failed: the server's Diffie-Hellman key is too small",
    ],
    ['EPIPE', '', 'tls_failed', 'closed', 'api.test:443 closed the connection during the TLS handshake'],
    [
      'ERR_SSL_BAD_EXTENSION',
      '80:error:0A00006E:SSL routines:tls_parse_stoc:bad extension:ssl/statem/extensions.c:100:\n',
      'tls_failed',
      'bad_extension',
      'TLS with api.test:443 failed: bad extension',
    ],
    ['', 'something odd', 'tls_failed', 'unknown', 'TLS with api.test:443 failed: something odd'],
  ])('%s', (code, text, ourCode, tlsReason, message) => {
    const hint = wantsCertificate.includes(tlsReason)
      ? { hint: 'It may want a client certificate: -E.' }
      : tlsReason === 'not_tls'
        ? { hint: 'If it speaks HTTP, try http://api.test:443.' }
        : {}
    const failure = { code: ourCode, message, leg: 'upstream', ...hint }
    expect(tlsFailure(coded(code, text), place)).toEqual({ failure, tlsReason })
  })
})

describe('certificates', () => {
  const certificate = (parts: object) => parts as DetailedPeerCertificate
  const told = (code: string, shown?: DetailedPeerCertificate) =>
    certificateFailure(code, place, shown, 0).failure.message

  test('a long list of names is cut, and a certificate without any says so', () => {
    const names = Array.from({ length: 9 }, (_, index) => `DNS:n${index}.test`).join(', ')
    expect(told('ERR_TLS_CERT_ALTNAME_INVALID', certificate({ subjectaltname: names }))).toBe(
      'the certificate of api.test:443 is not for api.test: it is for n0.test, n1.test, n2.test, n3.test, n4.test and 4 more',
    )
    expect(told('ERR_TLS_CERT_ALTNAME_INVALID', certificate({ subject: { CN: 'old.test' } }))).toContain('for old.test')
    expect(told('ERR_TLS_CERT_ALTNAME_INVALID', certificate({}))).toContain('it is for no name at all')
  })

  test('without a certificate to look at the sentence still stands', () => {
    expect(told('CERT_HAS_EXPIRED')).toBe('the certificate of api.test:443 has expired')
    expect(told('UNABLE_TO_VERIFY_LEAF_SIGNATURE')).toContain('an issuer without a name')
  })

  test('a code without a sentence of its own is put in words', () => {
    expect(certificateFailure('CERT_REVOKED', place, undefined, 0)).toEqual({
      failure: {
        code: 'tls_certificate',
        message: 'the certificate of api.test:443 is not accepted: cert revoked',
        leg: 'upstream',
        hint: "The server's certificate must be replaced; -k accepts it meanwhile.",
      },
      tlsReason: 'cert_revoked',
    })
  })

  test('what OpenSSL refuses without a code of its own is looked for in the keys', () => {
    const weak = certificate({ valid_to: 'x', modulus: 'AB', bits: 1024, subject: { CN: 'a' } })
    expect(certificateFailure('UNSPECIFIED', place, weak, 0)).toMatchObject({
      failure: {
        message: 'the certificate of api.test:443 is not accepted: an RSA key of 1024 bits is too weak',
        hint: "The server's certificate must be replaced; -k accepts it meanwhile.",
      },
      tlsReason: 'weak_key',
    })
    expect(told('UNSPECIFIED')).toBe(
      'the certificate of api.test:443 is not accepted by OpenSSL, as with a key or a signature that is too weak',
    )
  })

  test('the hint depends on what is wrong', () => {
    const hint = (code: string) => certificateFailure(code, place, undefined, 0).failure.hint
    expect(hint('CERT_HAS_EXPIRED')).toContain('must be renewed')
    expect(hint('ERR_TLS_CERT_ALTNAME_INVALID')).toContain('a name the certificate has')
    expect(hint('DEPTH_ZERO_SELF_SIGNED_CERT')).toBeUndefined()
  })
})
