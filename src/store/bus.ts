/** The way of every fact from where it happens to who wants to know: synchronous, in order, and nobody's failure is another's. */
import type { ProxyEvent } from '../model/event.ts'
import { createEmitter, type Emitter } from '../kit/emitter.ts'

export type Bus = Emitter<ProxyEvent>

/**
 * A bus whose subscribers may throw: the others still get the event, and all get a warning about it. A failure in handling
 * such a warning goes nowhere, since reporting it would never end.
 */
export function createBus(): Bus {
  let reporting = false
  const bus = createEmitter<ProxyEvent>((error, event) => {
    if (reporting) return
    reporting = true
    const message = `A subscriber failed at "${event.type}": ${error instanceof Error ? error.message : String(error)}`
    bus.emit({ type: 'warning', at: event.at, code: 'internal', message })
    reporting = false
  })
  return bus
}
