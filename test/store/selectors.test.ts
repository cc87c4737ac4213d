import { expect, test } from 'vitest'
import { createFakeClock } from '../../src/kit/clock.ts'
import { countExchanges, selectExchanges } from '../../src/store/selectors.ts'
import { createStore } from '../../src/store/store.ts'
import { exchangeEvents, requestEvent, tunnelEvent } from '../support/events.ts'

test('exchanges are listed oldest first, and counted', () => {
  const store = createStore({ maxExchanges: 10, maxMemory: 1e9, maxBody: 1e6 }, createFakeClock())
  for (const event of exchangeEvents('a')) store.apply(event)
  store.apply(tunnelEvent('tunnel-opened'))
  store.apply(requestEvent('b', { url: 'http://other.test/' }))
  const other = { matches: (exchange: { url: string }) => exchange.url.includes('other') }
  expect(selectExchanges(store).map((exchange) => exchange.id)).toEqual(['a', 'b'])
  expect(selectExchanges(store, other).map((exchange) => exchange.id)).toEqual(['b'])
  expect(countExchanges(store)).toEqual({ kept: 2, running: 1, shown: 2 })
  expect(countExchanges(store, other)).toEqual({ kept: 2, running: 1, shown: 1 })
})
