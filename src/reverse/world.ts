/** What the reverse proxy is given by the session that wires it. */
import type { Clock } from '../kit/clock.ts'
import type { Listening } from '../kit/listening-ports.ts'
import type { Handler, Interceptor } from '../model/contract.ts'
import type { ProxyEvent } from '../model/event.ts'
import type { HealthOptions, UpstreamDefinition } from '../model/route.ts'

/** Asks an upstream whether it is well, as this Host. Resolves to undefined when it is, else to the reason; never rejects. */
export type Probe = (upstream: UpstreamDefinition, health: HealthOptions, host: string) => Promise<string | undefined>

export type ReverseWorld = {
  clock: Clock
  seed: string
  emit(event: ProxyEvent): void
  compose(interceptors: readonly Interceptor[], terminal: Handler): Handler
  probe: Probe
  /** What listens on this machine; on systems that do not say it, at this port and at those where dev servers are. */
  nearby(port: number): Promise<readonly Listening[]>
}
