/** Who may come in at any of a session's listeners, and what is said of those who may not. */
import type { Clock } from '../kit/clock.ts'
import type { ProxyEvent } from '../model/event.ts'
import type { Limits } from '../model/options.ts'
import type { ListenWorld } from './listen.ts'

export type Doors = Omit<ListenWorld, 'connection'>

/** ms between two warnings of the same kind: who is refused comes again, some thousands of times a second. */
const quietTime = 10_000
/** Addresses remembered for that. */
const maxRemembered = 1_000

export function createDoors(
  { connections }: Pick<Limits, 'connections'>,
  { clock, emit, allows }: { clock: Clock; emit(event: ProxyEvent): void; allows(address: string): boolean },
): Doors {
  const said = new Map<string, { until: number; unsaid: number }>()
  const warn = (about: string, code: string, message: string): void => {
    const at = clock.now()
    const last = said.get(about)
    if (last !== undefined && at < last.until) return void last.unsaid++
    if (said.size >= maxRemembered) said.clear()
    said.set(about, { until: at + quietTime, unsaid: 0 })
    const before = last?.unsaid ?? 0
    emit({ type: 'warning', at, code, message: before === 0 ? message : `${message} (and ${before} more before it)` })
  }
  return {
    allows,
    maxConnections: connections,
    failed: (message) => warn('', 'too_many_connections', message),
    refused: (address, why) =>
      why === 'address'
        ? warn(
            address,
            'client_refused',
            `a client from the public address ${address} was refused: --allow-clients ${address} lets it in`,
          )
        : warn(
            'limit',
            'too_many_connections',
            `a connection from ${address} was refused: ${connections} are open, as many as limits.connections allows`,
          ),
  }
}
