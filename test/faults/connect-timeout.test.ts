import { expect, test } from 'vitest'
import { armed, explained } from '../support/fault.ts'

test('the dial fails after 10 s', () => {
  expect(armed('connect_timeout', {})).toEqual([
    {
      rule: 'the rule',
      name: 'connect_timeout',
      failure: {
        code: 'connect_timeout',
        message: 'the fault connect_timeout of the rule the rule: payments.test:443 did not accept the connection',
        leg: 'upstream',
      },
      after: 10_000,
    },
  ])
  expect(armed('connect_timeout', { delay: '2s' })[0]!.after).toBe(2000)
})

test('it explains itself', () => {
  expect(explained('connect_timeout', { delay: 0 })).toBe('let the connection to the upstream time out')
  expect(explained('connect_timeout', { delay: 1500 })).toBe('let the connection to the upstream time out after 1.5 s')
})
