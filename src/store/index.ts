/** The store's public names. */
export { createStore, type Store, type Warning } from './store.ts'
export { explainHop, type Change } from './hop-diff.ts'
export { type Counters } from './counters.ts'
export { isBad, percentiles, type Metrics } from './metrics.ts'
export { selectExchanges, type Matcher } from './selectors.ts'
