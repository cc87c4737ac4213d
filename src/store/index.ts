/** The store's public names. */
export { createStore, type PhaseReport, type Store, type Warning } from './store.ts'
export { explainHop, type Change } from './hop-diff.ts'
export { type HealthReport, bySubject, subjectKey } from './health.ts'
export { type Counters } from './counters.ts'
export { isBad, percentiles, type Metrics } from './metrics.ts'
export { countExchanges, selectExchanges, type Matcher } from './selectors.ts'
