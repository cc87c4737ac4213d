import { expect, test } from 'vitest'
import { parseOptions } from '../../src/kit/option-table.ts'
import { armed, explained, faultNamed } from '../support/fault.ts'

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

test('by default it is the handshake with the client that fails, and nothing is armed for the dial', () => {
  const fault = faultNamed('tls_untrusted')
  expect(fault.handshake!(parseOptions(fault.options, {}, ''))).toBe('untrusted')
  expect(fault.handshake!(parseOptions(fault.options, { side: 'upstream' }, ''))).toBeUndefined()
  expect(armed('tls_untrusted', {})).toEqual([])
  expect(explained('tls_untrusted', {})).toBe('show the client a certificate that is signed by an unknown authority')
  expect(explained('tls_untrusted', { side: 'upstream' })).toBe(
    "show the upstream's certificate as signed by an unknown authority",
  )
})
