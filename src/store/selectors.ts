/** Questions that faces ask the store. Pure: they read, they keep nothing. */
import type { Exchange } from '../model/exchange.ts'
import type { Store } from './store.ts'

/** The part of a compiled filter that a list needs. */
export type Matcher = { matches(exchange: Exchange): boolean }

/** The exchanges kept, oldest first; with a filter only those it matches as far as they are known by now. */
export function selectExchanges(store: Store, filter?: Matcher): Exchange[] {
  const found: Exchange[] = []
  for (const item of store.items())
    if (item.type === 'exchange' && (filter === undefined || filter.matches(item.value))) found.push(item.value)
  return found
}

/** How many exchanges are kept, how many of them still run, and how many the filter matches. */
export function countExchanges(store: Store, filter?: Matcher): { kept: number; running: number; shown: number } {
  const counts = { kept: 0, running: 0, shown: 0 }
  for (const item of store.items()) {
    if (item.type !== 'exchange') continue
    counts.kept++
    if (item.value.endedAt === undefined) counts.running++
    if (filter === undefined || filter.matches(item.value)) counts.shown++
  }
  return counts
}
