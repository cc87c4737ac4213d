import { expect, test } from 'vitest'
import { parseOptions } from '../../src/kit/option-table.ts'
import { armed, explained, faultNamed } from '../support/fault.ts'

test('the handshake with the upstream fails', () => {
  expect(armed('tls_handshake_reset', { side: 'upstream' })).toEqual([
    {
      rule: 'the rule',
      name: 'tls_handshake_reset',
      failure: {
        code: 'tls_failed',
        message:
          'the fault tls_handshake_reset of the rule the rule: payments.test:443 closed the connection during the TLS handshake',
        leg: 'upstream',
      },
      after: 0,
    },
  ])
})

test('plain HTTP has no handshake', () => {
  expect(armed('tls_handshake_reset', { side: 'upstream' }, 'http')).toEqual([])
})

test('by default it is the handshake with the client that fails, and nothing is armed for the dial', () => {
  const fault = faultNamed('tls_handshake_reset')
  expect(fault.handshake!(parseOptions(fault.options, {}, ''))).toBe('reset')
  expect(fault.handshake!(parseOptions(fault.options, { side: 'upstream' }, ''))).toBeUndefined()
  expect(armed('tls_handshake_reset', {})).toEqual([])
  expect(explained('tls_handshake_reset', {})).toBe('reset the connection in the TLS handshake with the client')
  expect(explained('tls_handshake_reset', { side: 'upstream' })).toBe(
    'let the upstream reset the connection during the TLS handshake',
  )
})
