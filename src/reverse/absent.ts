/** When nothing listens behind a route: which port refused, what does listen on this machine, and the line to try. */
import { formatAuthority } from '../kit/authority.ts'
import { isLoopback } from '../kit/ip.ts'
import type { Interceptor } from '../model/contract.ts'
import type { RouteDefinition, UpstreamDefinition } from '../model/route.ts'
import type { Verdict } from '../model/verdict.ts'
import { refusal } from './answer.ts'

/** Where systems begin to give out ports by themselves. */
const ephemeral = 32_768
/** Ports named in one answer. */
const most = 8

/** Undefined for upstreams on other machines, of which we cannot see what listens there. */
export function createAbsent(
  route: RouteDefinition,
  nearby: () => Promise<readonly number[]>,
): Interceptor | undefined {
  const local = route.upstreams.filter(({ host }) => isLoopback(host))
  if (local.length === 0) return undefined
  const explain = async (verdict: Respond): Promise<Verdict> => {
    const hint = adviceFor(route, local[0]!, await nearby())
    const { message, leg } = verdict.failure!
    const text = `middlebox: ${message}\n${hint}\n`
    return refusal('connect_refused', message, { leg, hint, text, fields: proxyStatus(verdict) })
  }
  const judge = (verdict: Verdict) => (isRefused(verdict) ? explain(verdict) : verdict)
  return {
    name: 'reverse-absent',
    handle(request, next, context) {
      const verdict = next(request, context)
      return verdict instanceof Promise ? verdict.then(judge) : judge(verdict)
    },
  }
}

type Respond = Verdict & { kind: 'respond' }

function isRefused(verdict: Verdict): verdict is Respond {
  return verdict.kind === 'respond' && verdict.from === 'middlebox' && verdict.failure?.code === 'connect_refused'
}

function proxyStatus({ head }: Respond): readonly string[] {
  const at = head.fields.indexOf('Proxy-Status')
  return at < 0 ? [] : head.fields.slice(at, at + 2)
}

/** What listens where the upstream should be, and how to reach it; ports of the system are nobody's dev server. */
export function adviceFor(route: RouteDefinition, { port }: UpstreamDefinition, listening: readonly number[]): string {
  const servers = listening.filter((one) => one !== port && one >= 1024)
  // Most of the highest ports are programs talking to themselves.
  const chosen = servers.filter((one) => one < ephemeral)
  const others = chosen.length > 0 ? chosen : servers
  const start = `Start the server on port ${port}`
  if (others.length === 0) return `${start}; nothing else listens on this machine.`
  const shown = [...others].sort((a, b) => distance(a, port) - distance(b, port)).slice(0, most)
  const nearest = shown[0]!
  const ports = [...shown].sort((a, b) => a - b).join(', ')
  const match = route.match.text === '/' ? '' : `${route.match.text}=`
  return `${start}, or lead here what does listen (${ports}): middlebox reverse ${match}${nearest}`
}

/** The ports that dev servers choose stand before those that happen to be near. */
function distance(one: number, port: number): number {
  return (devPorts.has(one) ? 0 : 100_000) + Math.abs(one - port)
}

/** What common dev servers listen on when nobody says otherwise. */
export const devPorts: ReadonlySet<number> = new Set([
  3000, 3001, 4000, 4200, 4321, 5000, 5173, 5174, 6006, 7000, 8000, 8001, 8080, 8081, 8787, 8888, 9000, 1313, 1234,
])

/** For the log at the start. */
export function absentMessage({ match }: RouteDefinition, { host, port }: UpstreamDefinition): string {
  return `nothing listens on ${formatAuthority(host, port)} yet, where ${match.text} leads`
}
