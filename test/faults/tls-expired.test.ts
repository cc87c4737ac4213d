import { expect, test } from 'vitest'
import { parseOptions } from '../../src/kit/option-table.ts'
import { armed, explained, faultNamed } from '../support/fault.ts'

test('the handshake with the upstream fails', () => {
  expect(armed('tls_expired', { side: 'upstream' })).toEqual([
    {
      rule: 'the rule',
      name: 'tls_expired',
      failure: {
        code: 'tls_certificate',
        message: 'the fault tls_expired of the rule the rule: the certificate of payments.test:443 has expired',
        leg: 'upstream',
      },
      after: 0,
    },
  ])
})

test('plain HTTP has no handshake', () => {
  expect(armed('tls_expired', { side: 'upstream' }, 'http')).toEqual([])
})

test('by default it is the handshake with the client that fails, and nothing is armed for the dial', () => {
  const fault = faultNamed('tls_expired')
  expect(fault.handshake!(parseOptions(fault.options, {}, ''))).toBe('expired')
  expect(fault.handshake!(parseOptions(fault.options, { side: 'upstream' }, ''))).toBeUndefined()
  expect(armed('tls_expired', {})).toEqual([])
  expect(explained('tls_expired', {})).toBe('show the client an expired certificate')
  expect(explained('tls_expired', { side: 'upstream' })).toBe("show the upstream's certificate as expired")
})
