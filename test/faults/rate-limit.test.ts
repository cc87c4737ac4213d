import { expect, test } from 'vitest'
import { getField } from '../../src/kit/fields.ts'
import { answer, ruleWith, type Answer } from '../support/fault.ts'

const told = ({ head: { status, fields } }: Answer) => [
  status,
  getField(fields, 'RateLimit-Limit'),
  getField(fields, 'RateLimit-Remaining'),
  getField(fields, 'RateLimit-Reset'),
  getField(fields, 'Retry-After'),
]

test('what is over the limit gets 429 until the window ends', async () => {
  const rule = ruleWith('rate_limit', { limit: 2, window: '10s' })
  const ask = async () => told((await rule.handle(answer('x'))) as Answer)
  expect(await ask()).toEqual([200, '2', '1', '10', undefined])
  rule.clock.advance(4500)
  expect(await ask()).toEqual([200, '2', '0', '6', undefined])
  expect(await ask()).toEqual([429, '2', '0', '6', '6'])
  rule.clock.advance(5499)
  expect(await ask()).toEqual([429, '2', '0', '1', '1'])
  rule.clock.advance(1)
  expect(await ask()).toEqual([200, '2', '1', '10', undefined])
  expect(rule.asked).toHaveLength(3)
})

test("each rule counts for itself, and the upstream's own fields are replaced", async () => {
  const upstream = () => answer('x', ['ratelimit-limit', '1000', 'A', 'b', 'RateLimit-Limit', '5'])
  for (const limit of [1, 3]) {
    const rule = ruleWith('rate_limit', { limit })
    const verdict = (await rule.handle(upstream())) as Answer
    expect(verdict.head.fields).toEqual([
      ...['ratelimit-limit', String(limit), 'A', 'b'],
      ...['RateLimit-Remaining', String(limit - 1), 'RateLimit-Reset', '60'],
    ])
    expect(new Set(verdict.patches.map(({ cause }) => cause))).toEqual(new Set(['fault rate_limit']))
  }
})

test('a limit of 0 refuses everything', async () => {
  const rule = ruleWith('rate_limit', { limit: 0 })
  expect(await rule.handle(answer('x'))).toMatchObject({
    from: 'fault',
    head: { status: 429, reason: 'Too Many Requests' },
  })
})

test('what is no answer passes', async () => {
  const rule = ruleWith('rate_limit', { limit: 1 })
  const gone = {
    kind: 'abort',
    how: 'close',
    scope: 'stream',
    from: 'upstream',
    failure: { code: 'x', message: 'x', leg: 'upstream' },
  } as const
  expect(await rule.handle(gone)).toBe(gone)
})
