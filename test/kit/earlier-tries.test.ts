import { expect, test } from 'vitest'
import { earlierTries } from '../../src/kit/earlier-tries.ts'
import type { Attempt } from '../../src/model/exchange.ts'
import { noTimings } from '../support/events.ts'

const at = 1_700_000_000_000
const timings = { ...noTimings, wait: 100 }
const attempt = (startedAt: number, code = 'connect_refused'): Attempt => {
  return { startedAt, failure: { code, message: code, leg: 'upstream' }, reused: false, timings }
}

test.each<[string, Attempt[], number | undefined, number]>([
  ['none', [], at + 500, 0],
  ['one after the other', [attempt(at), attempt(at + 100)], at + 300, 2],
  ['the first one answers after all', [attempt(at + 50)], at + 100, 0],
  ['the first one fails while the second is under way', [attempt(at)], at + 150, 0],
  ['one that was given up', [attempt(at, 'upstream_unwanted')], at + 300, 0],
  ['while the next one runs', [attempt(at)], undefined, 1],
])('%s', (_what, attempts, endedAt, count) => {
  expect(earlierTries({ attempts, timings, ...(endedAt !== undefined && { endedAt }) })).toBe(count)
})
