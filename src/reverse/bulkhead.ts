/** A wall between routes: one that is slow holds so many requests and no more, so that it cannot take the others down with it. */
import type { Interceptor } from '../model/contract.ts'
import type { BulkheadOptions } from '../model/route.ts'
import { refusal, retryAfter } from './answer.ts'

export type Bulkhead = {
  interceptor: Interceptor
  /** Told of the end of every exchange. */
  ended(exchange: string): void
}

export function createBulkhead({ concurrent }: BulkheadOptions, route: string): Bulkhead {
  const running = new Set<string>()
  return {
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
