/** Who may come in at any of a session's listeners, and what is said of those who may not. */
import type { Clock } from '../kit/clock.ts'
import type { ProxyEvent } from '../model/event.ts'
import type { Limits } from '../model/options.ts'
import type { ListenWorld } from './listen.ts'

export type Doors = Omit<ListenWorld, 'connection'>

/** ms between two warnings of connections that could not be accepted: without files there are thousands a second. */
const quietTime = 10_000

export function createDoors(
  { connections }: Pick<Limits, 'connections'>,
  { clock, emit, allows }: { clock: Clock; emit(event: ProxyEvent): void; allows(address: string): boolean },
): Doors {
  let quietUntil = 0
  return {
    allows,
    maxConnections: connections,
    failed(message) {
      const now = clock.now()
      if (now < quietUntil) return
      quietUntil = now + quietTime
      emit({ type: 'warning', at: now, code: 'too_many_connections', message })
    },
    refused: (address, why) =>
      emit({
        type: 'warning',
        at: clock.now(),
        code: why === 'address' ? 'client_refused' : 'too_many_connections',
        message:
          why === 'address'
            ? `a client from the public address ${address} was refused: --allow-clients ${address} lets it in`
            : `a connection from ${address} was refused: ${connections} are open`,
      }),
  }
}
