import { expect, test } from 'vitest'
import { injected } from '../../src/kit/injected.ts'
import { errors } from '../../src/model/errors.ts'

test('it names the fault and the rule, under a code of the table', () => {
  expect(injected('down', 'outage', 'closed the connection')).toEqual({
    code: 'injected',
    message: 'the fault down of the rule outage closed the connection',
    leg: 'middlebox',
  })
  for (const how of ['close', 'reset'] as const) expect(errors).toHaveProperty(injected('f', 'r', 'x', how).code)
})
