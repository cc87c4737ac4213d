import { expect, test } from 'vitest'
import { armed, explained } from '../support/fault.ts'

test('the handshake with the upstream fails', () => {
  expect(armed('tls_untrusted', { side: 'upstream' })).toEqual([
    {
      rule: 'the rule',
      name: 'tls_untrusted',
      failure: {
        code: 'tls_certificate',
        message:
          'the fault tls_untrusted of the rule the rule: the certificate of payments.test:443 is signed by an unknown authority',
        leg: 'upstream',
      },
      after: 0,
    },
  ])
})

test('plain HTTP has no handshake', () => {
  expect(armed('tls_untrusted', { side: 'upstream' }, 'http')).toEqual([])
})

test('whose handshake must be said, and it explains itself', () => {
  expect(() => armed('tls_untrusted', {})).toThrow('Expected side (upstream), got none')
  expect(explained('tls_untrusted', { side: 'upstream' })).toBe(
    "show the upstream's certificate as signed by an unknown authority",
  )
})
