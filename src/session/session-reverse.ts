/** The reverse proxy of a session: not there, and not even loaded, until a listener wants one; then changeable while it runs. */
import type { Clock } from '../kit/clock.ts'
import type { Random } from '../kit/random.ts'
import type { LeafSource } from '../engine/secure.ts'
import type { Dialler } from '../engine/upstream/dialler.ts'
import type { Interceptor } from '../model/contract.ts'
import type { ProxyEvent } from '../model/event.ts'
import type { OwnCertificate } from '../model/exchange.ts'
import type { HealthSubject, SiteDefinition } from '../model/route.ts'
import { compose } from '../pipeline/compose.ts'
import type { Reverse } from '../reverse/reverse.ts'
import type { Store } from '../store/index.ts'
import type { Absence } from './absences.ts'

export type ReverseParts = {
  clock: Clock
  random: Random
  seed: string
  dialler: Dialler
  store: Pick<Store, 'apply' | 'on'>
  /** Where certificates come from that no file has. */
  leaves: LeafSource
  /** Where this session listens. */
  own(): readonly { port: number }[]
}

export interface SessionReverse {
  /** Before all that answers. */
  readonly first: readonly Interceptor[]
  readonly interceptors: readonly Interceptor[]
  readonly leaves: LeafSource
  /** Other routes from the next request on, other certificates from the next connection on. @throws MiddleboxError config_invalid, and then changes nothing */
  replace(sites: readonly SiteDefinition[]): void
  /** Warns of upstreams on this machine that nobody listens at; from then on also of those that other routes bring. */
  lookBehind(): Promise<void>
  /** Those of them that nobody listens at yet, as of about a second ago. */
  absent(): readonly Absence[]
  /** Whatever health can be told of, also before anything is known. */
  subjects(): readonly HealthSubject[]
  /** What a client of that site is shown, where it stands in a file. */
  certificate(site: number): OwnCertificate | undefined
  /** Of a client that refused it, what it was that it refused. */
  explain(event: ProxyEvent): ProxyEvent
  close(): void
}

function absentReverse(leaves: LeafSource): SessionReverse {
  const nothing = () => {}
  return {
    first: [],
    interceptors: [],
    leaves,
    replace: nothing,
    lookBehind: async () => {},
    absent: () => [],
    subjects: () => [],
    certificate: () => undefined,
    explain: (event) => event,
    close: nothing,
  }
}

/** @throws MiddleboxError config_invalid for certificates that cannot be used */
export async function createSessionReverse(
  sites: readonly SiteDefinition[],
  parts: ReverseParts,
): Promise<SessionReverse> {
  if (sites.length === 0) return absentReverse(parts.leaves)
  const [{ createReverse }, { createProbe }, { createServed }, { createLookBehind }, { subjectsOf }] =
    await Promise.all([
      import('../reverse/reverse.ts'),
      import('../engine/probe.ts'),
      import('./served.ts'),
      import('./look-behind.ts'),
      import('../routes/subjects.ts'),
    ])
  const { clock, random, seed, dialler, store, leaves } = parts
  const served = createServed(sites, leaves)
  const behind = createLookBehind(parts)
  const reverse: Reverse = createReverse(sites, random, {
    clock,
    seed,
    compose,
    emit: (event) => store.apply(event),
    probe: createProbe(dialler, clock),
    nearby: behind.nearby,
  })
  let current = sites
  let looking = false
  store.on((event) => {
    if (event.type === 'end') reverse.ended(event.id)
  })
  return {
    first: [reverse.gate],
    interceptors: [reverse.interceptor],
    leaves: served.leaves,
    replace(next) {
      const take = served.load(next)
      reverse.replace(next)
      take()
      current = next
      if (looking) void behind.warn(next)
    },
    lookBehind() {
      looking = true
      return behind.warn(current)
    },
    absent: behind.absent,
    subjects: () => subjectsOf(current),
    certificate: served.certificate,
    explain: served.explain,
    close: () => reverse.close(),
  }
}
