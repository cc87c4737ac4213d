import { expect, test } from 'vitest'
import { alertByNumber, alertMeaning } from '../../../src/engine/upstream/tls-alert.ts'

test('alerts have names, and the ones a user can mend have a meaning', () => {
  expect(alertByNumber(48)).toBe('unknown_ca')
  expect(alertByNumber(200)).toBe('number 200')
  expect(alertMeaning('unknown_ca')).toBe(': it does not know the CA of our client certificate')
  expect(alertMeaning('decode_error')).toBe('')
})
