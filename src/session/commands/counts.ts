/** `counts`: how many of everything. */
import { countExchanges, percentiles } from '../../store/index.ts'
import { defineCommand } from './command.ts'

export const counts = defineCommand({
  name: 'counts',
  summary: 'counts exchanges, outcomes, bytes and times',
  group: 'session',
  options: {},
  run: (_values, { store, desk }) => ({
    ...store.counters,
    ...countExchanges(store),
    paused: desk.list().length,
    latencyMs: percentiles(store.metrics.total),
    retention: store.retention(),
  }),
})
