/** The store's public names. */
export { createBus, type Bus } from './bus.ts'
export { createStore, type Store, type Warning } from './store.ts'
export { changesOf, explainHop, type Change } from './hop-diff.ts'
export { type Item } from './history.ts'
export { type Counters, type StatusClass } from './counters.ts'
export { isBad, percentiles, type Metrics, type Pulse } from './metrics.ts'
export { reduceExchange } from './reduce.ts'
export { countExchanges, selectExchanges, type Matcher } from './selectors.ts'
