import { expect, test } from 'vitest'
import { alertAdvice, alertByNumber, alertMeaning, alertOf } from '../../../src/engine/upstream/tls-alert.ts'

test('alerts have names, and the ones a user can mend have a meaning', () => {
  expect(alertByNumber(48)).toBe('unknown_ca')
  expect(alertByNumber(200)).toBe('number 200')
  expect(alertMeaning('unknown_ca')).toBe(': it does not know the CA of our client certificate')
  expect(alertMeaning('decode_error')).toBe('')
})

test('errors of OpenSSL name their alert by its number or in their code; others name none', () => {
  const error = (code: string, message = '') => Object.assign(new Error(message), { code })
  expect(alertOf(error('ERR_SSL_X', 'x:SSL alert number 116\n'))).toBe('certificate_required')
  expect(alertOf(error('ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED'))).toBe('certificate_required')
  expect(alertOf(error('ECONNRESET', 'read ECONNRESET'))).toBeUndefined()
})

test('only alerts that a client certificate may answer advise one', () => {
  expect(alertAdvice('bad_certificate')).toEqual({ hint: 'It may want a client certificate: -E.' })
  expect(alertAdvice('unrecognized_name')).toEqual({})
})
