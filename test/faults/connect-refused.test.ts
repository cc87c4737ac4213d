import { expect, test } from 'vitest'
import { armed, explained } from '../support/fault.ts'

test('the dial fails at once', () => {
  expect(armed('connect_refused', {})).toEqual([
    {
      rule: 'the rule',
      name: 'connect_refused',
      failure: {
        code: 'connect_refused',
        message: 'the fault connect_refused of the rule the rule: payments.test:443 refused the connection',
        leg: 'upstream',
      },
      after: 0,
    },
  ])
  expect(armed('connect_refused', { delay: '2s' })[0]!.after).toBe(2000)
})

test('it explains itself', () => {
  expect(explained('connect_refused', { delay: 0 })).toBe('let the upstream refuse the connection')
  expect(explained('connect_refused', { delay: 1500 })).toBe('let the upstream refuse the connection after 1.5 s')
})
