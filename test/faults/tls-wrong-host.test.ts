import { expect, test } from 'vitest'
import { parseOptions } from '../../src/kit/option-table.ts'
import { armed, explained, faultNamed } from '../support/fault.ts'

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

test('by default it is the handshake with the client that fails, and nothing is armed for the dial', () => {
  const fault = faultNamed('tls_wrong_host')
  expect(fault.handshake!(parseOptions(fault.options, {}, ''))).toBe('wrong-host')
  expect(fault.handshake!(parseOptions(fault.options, { side: 'upstream' }, ''))).toBeUndefined()
  expect(armed('tls_wrong_host', {})).toEqual([])
  expect(explained('tls_wrong_host', {})).toBe('show the client a certificate for another host')
  expect(explained('tls_wrong_host', { side: 'upstream' })).toBe(
    "show the upstream's certificate as one for another host",
  )
})
