/** A wall between routes: one that is slow holds so many requests and no more, so that it cannot take the others down with it. */
import type { Interceptor } from '../model/contract.ts'
import type { BulkheadOptions } from '../model/route.ts'
import { refusal, retryAfter } from './answer.ts'

export type Bulkhead = {
  interceptor: Interceptor
  /** The exchanges it counts. */
  running: Set<string>
  /** Told of the end of every exchange. */
  ended(exchange: string): void
}

/** `running`: those that the bulkhead in whose place this one is counts already. */
export function createBulkhead(
  { concurrent }: BulkheadOptions,
  route: string,
  running: Set<string> = new Set(),
): Bulkhead {
  return {
    running,
    ended: (exchange) => void running.delete(exchange),
    interceptor: {
      name: 'reverse-bulkhead',
      handle(request, next, context) {
        if (running.size < concurrent) {
          running.add(context.id)
          return next(request, context)
        }
        const message = `${route} works on ${concurrent} requests already, which is its bulkhead`
        return refusal('pool_busy', message, { fields: retryAfter(1000) })
      },
    },
  }
}
