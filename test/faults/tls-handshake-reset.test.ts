import { expect, test } from 'vitest'
import { armed, explained } from '../support/fault.ts'

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

test('whose handshake must be said, and it explains itself', () => {
  expect(() => armed('tls_handshake_reset', {})).toThrow('Expected side (upstream), got none')
  expect(explained('tls_handshake_reset', { side: 'upstream' })).toBe(
    'let the upstream reset the connection during the TLS handshake',
  )
})
