import { expect, test } from 'vitest'
import { socksOutcome } from '../../../src/engine/socks/outcome.ts'

test.each([
  ['connect_refused', 'refused'],
  ['connect_unreachable', 'network_unreachable'],
  ['connect_timeout', 'host_unreachable'],
  ['dns_failed', 'host_unreachable'],
  ['dns_timeout', 'host_unreachable'],
  ['loop_detected', 'not_allowed'],
  ['parent_refused', 'failed'],
  ['toString', 'failed'],
])('%s is told as %s', (code, outcome) => {
  expect(socksOutcome({ code, message: 'x', leg: 'upstream' })).toBe(outcome)
})
