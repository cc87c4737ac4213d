import { expect, test } from 'vitest'
import { armed, explained } from '../support/fault.ts'

test('the dial fails at once', () => {
  expect(armed('dns_failure', {})).toEqual([
    {
      rule: 'the rule',
      name: 'dns_failure',
      failure: {
        code: 'dns_failed',
        message: 'the fault dns_failure of the rule the rule: payments.test does not resolve',
        leg: 'upstream',
      },
      after: 0,
    },
  ])
  expect(armed('dns_failure', { delay: '2s' })[0]!.after).toBe(2000)
})

test('it explains itself', () => {
  expect(explained('dns_failure', { delay: 0 })).toBe('let the name of the upstream not resolve')
  expect(explained('dns_failure', { delay: 1500 })).toBe('let the name of the upstream not resolve after 1.5 s')
})
