import { expect, test } from 'vitest'
import { blamesUpstream, failureOf, refusal, retryAfter } from '../../src/reverse/answer.ts'
import { answer, failed } from '../support/reverse.ts'

test('a refusal has status, line, hint and cause', () => {
  expect(refusal('pool_busy', 'all are busy', { fields: retryAfter(1500), hint: 'Wait.' })).toMatchObject({
    head: {
      status: 503,
      reason: 'Service Unavailable',
      fields: ['Content-Type', 'text/plain; charset=utf-8', 'Content-Length', '30', 'Retry-After', '2'],
    },
    failure: { code: 'pool_busy', message: 'all are busy', leg: 'middlebox', hint: 'Wait.' },
    from: 'middlebox',
  })
  expect(retryAfter(0)).toEqual(['Retry-After', '1'])
})

test('answers have no failure, refusals and aborts have', () => {
  expect(failureOf(answer(500))).toBeUndefined()
  expect(failureOf(failed())).toMatchObject({ code: 'connect_refused' })
  const failure = { code: 'upstream_reset', message: '', leg: 'upstream' as const }
  expect(failureOf({ kind: 'abort', how: 'reset', scope: 'stream', from: 'upstream', failure })).toBe(failure)
  expect(failureOf({ kind: 'switch', head: answer().head, from: 'upstream', patches: [] })).toBeUndefined()
})

test.each([
  ['upstream', true],
  ['client', false],
  ['middlebox', false],
] as const)('a failure of the leg %s speaks against the upstream: %s', (leg, blamed) => {
  expect(blamesUpstream(failureOf(failed('upstream_reset', leg))!)).toBe(blamed)
})
