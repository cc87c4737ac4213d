import { expect, test } from 'vitest'
import { lastWords } from '../../src/headless/last-words.ts'
import { createFakeClock } from '../../src/kit/clock.ts'
import { defaultOptions } from '../../src/model/options.ts'
import { createStore } from '../../src/store/index.ts'
import { exchangeEvents, start } from '../support/events.ts'

test('the summary of a session, with colours where they are wanted', async () => {
  const clock = createFakeClock(start)
  const store = createStore(defaultOptions.history, clock)
  for (const event of exchangeEvents('a')) store.apply(event)
  clock.advance(2000)
  const plain = lastWords({ store, clock }, start, { color: false })
  expect(plain).toMatch(/^summary {3}1 exchange in 2(\.0)? s\noutcomes  1 complete[^]*\n$/)
  expect(lastWords({ store, clock }, start, { color: true })).toContain('\x1b[1msummary')
})
