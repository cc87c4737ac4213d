/** What listens on this machine, for those who find nothing behind a route; and a word about it before the first request. */
import type { Clock } from '../kit/clock.ts'
import { isLoopback } from '../kit/ip.ts'
import { listeningPorts } from '../kit/listening-ports.ts'
import type { SiteDefinition } from '../model/route.ts'
import { absentMessage, adviceFor, devPorts } from '../reverse/absent.ts'
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
  const probed = async (): Promise<number[]> => {
    const found = await Promise.all(
      [...devPorts].map(async (port) => ((await answers('localhost', port)) ? [port] : [])),
    )
    return found.flat()
  }
  const nearby = kept(clock, async () => {
    const ports = (await listeningPorts()) ?? (await probed())
    return ports.filter((port) => !own().some((one) => one.port === port))
  })
  return {
    nearby,
    /** Health checks and other upstreams of a pool tell of theirs. */
    async warn(sites: readonly SiteDefinition[]): Promise<void> {
      for (const route of sites.flatMap((site) => site.routes)) {
        const [upstream, another] = route.upstreams
        if (upstream === undefined || another !== undefined || route.health || !isLoopback(upstream.host)) continue
        if (await answers(upstream.host, upstream.port)) continue
        const message = `${absentMessage(route, upstream)}. ${adviceFor(route, upstream, await nearby())}`
        store.apply({ type: 'warning', at: clock.now(), code: 'connect_refused', message })
      }
    },
  }
}

function kept(clock: Clock, make: () => Promise<readonly number[]>): () => Promise<readonly number[]> {
  let made: { at: number; ports: Promise<readonly number[]> } | undefined
  return () => {
    const at = clock.now()
    if (made === undefined || at - made.at > fresh) made = { at, ports: make() }
    return made.ports
  }
}
