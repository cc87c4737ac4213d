/** What listens on this machine, for those who find nothing behind a route; and a word about it before the first request. */
import type { Clock } from '../kit/clock.ts'
import { isLoopback } from '../kit/ip.ts'
import { type Listening, listeningPorts } from '../kit/listening-ports.ts'
import type { SiteDefinition } from '../model/route.ts'
import { absentMessage, adviceFor, devPorts } from '../reverse/absent.ts'
import { createAbsences } from './absences.ts'
import type { ReverseParts } from './session-reverse.ts'

/** ms for which a list of ports is good: many requests may be refused in one moment. */
const fresh = 1000

export function createLookBehind({
  clock,
  dialler,
  own,
  store,
}: Pick<ReverseParts, 'clock' | 'dialler' | 'own' | 'store'>) {
  const answers = async (host: string, port: number): Promise<boolean> => {
    const dialed = await dialler.dial({ scheme: 'http', host, port, alpn: [], tunnel: true })
    if (dialed.ok) dialed.value.socket.destroy()
    return dialed.ok || dialed.error.failure.code !== 'connect_refused'
  }
  const probe = async (ports: readonly number[]): Promise<Listening[]> => {
    const places = ports.flatMap((port) => ['127.0.0.1', '::1'].map((host) => ({ host, port })))
    const found = await Promise.all(places.map(async (one) => ((await answers(one.host, one.port)) ? [one] : [])))
    return found.flat()
  }
  const listed = kept(clock, listeningPorts)
  const probed = kept(clock, () => probe([...devPorts]))
  const nearby = async (asked: number): Promise<readonly Listening[]> => {
    const found = (await listed()) ?? [...(await probe(devPorts.has(asked) ? [] : [asked])), ...(await probed())]
    return found.filter(({ port }) => !own().some((one) => one.port === port))
  }
  const absences = createAbsences(clock, ({ host, port }) => answers(host, port))
  let turns = 0
  return {
    nearby,
    /** Health checks and other upstreams of a pool tell of theirs. */
    async warn(sites: readonly SiteDefinition[]): Promise<void> {
      const turn = ++turns
      const missing = []
      const routes = sites.flatMap((site) => site.routes.map((route) => ({ route, alone: site.routes.length === 1 })))
      for (const { route, alone } of routes) {
        const [upstream, another] = route.upstreams
        if (upstream === undefined || another !== undefined || route.health || !isLoopback(upstream.host)) continue
        if (await answers(upstream.host, upstream.port)) continue
        const advice = adviceFor({ route, upstream, alone }, await nearby(upstream.port))
        missing.push({ upstream, absence: { message: absentMessage(route, upstream), advice } })
      }
      // Other routes may have come meanwhile.
      if (turn !== turns) return
      for (const { absence } of absences.replace(missing)) {
        const message = `${absence.message}. ${absence.advice}`
        store.apply({ type: 'warning', at: clock.now(), code: 'connect_refused', message })
      }
    },
    absent: absences.list,
  }
}

function kept<T>(clock: Clock, make: () => Promise<T>): () => Promise<T> {
  let made: { at: number; found: Promise<T> } | undefined
  return () => {
    const at = clock.now()
    if (made === undefined || at - made.at > fresh) made = { at, found: make() }
    return made.found
  }
}
