import { expect, test } from 'vitest'
import { armed, explained } from '../support/fault.ts'

test('the handshake with the upstream fails', () => {
  expect(armed('tls_wrong_host', { side: 'upstream' })).toEqual([
    {
      rule: 'the rule',
      name: 'tls_wrong_host',
      failure: {
        code: 'tls_certificate',
        message:
          'the fault tls_wrong_host of the rule the rule: the certificate of payments.test:443 is for another host',
        leg: 'upstream',
      },
      after: 0,
    },
  ])
})

test('plain HTTP has no handshake', () => {
  expect(armed('tls_wrong_host', { side: 'upstream' }, 'http')).toEqual([])
})

test('whose handshake must be said, and it explains itself', () => {
  expect(() => armed('tls_wrong_host', {})).toThrow('Expected side (upstream), got none')
  expect(explained('tls_wrong_host', { side: 'upstream' })).toBe(
    "show the upstream's certificate as one for another host",
  )
})
