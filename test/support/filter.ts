/** For tests of the filter language. */
import type { FilterNode } from '../../src/filter/index.ts'

/** A tree without its places in the text, to compare what was said and not where. */
export function withoutPlaces(node: FilterNode): unknown {
  return JSON.parse(
    JSON.stringify(node, (key, value: unknown) => (key === 'start' || key === 'end' ? undefined : value)),
  )
}
