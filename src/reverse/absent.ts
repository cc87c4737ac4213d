/** When nothing listens behind a route: which port refused, what does listen on this machine, and the line to try. */
import { formatAuthority, formatHost } from '../kit/authority.ts'
import { isLoopback, parseIp } from '../kit/ip.ts'
import type { Listening } from '../kit/listening-ports.ts'
import type { Interceptor } from '../model/contract.ts'
import type { RouteDefinition, UpstreamDefinition } from '../model/route.ts'
import type { Verdict } from '../model/verdict.ts'
import { isArgument } from '../routes/argument.ts'
import { refusal } from './answer.ts'
import { sourceOf } from './try.ts'
import type { ReverseWorld } from './world.ts'

/** Where systems begin to give out ports by themselves. */
const ephemeral = 32_768
/** Ports named in one answer. */
const most = 8

/** What there is to say of a route besides itself: whether its site has no other, and what listens on this machine. */
export type Around = { alone: boolean; nearby: ReverseWorld['nearby'] }

/** Undefined for upstreams on other machines, of which we cannot see what listens there. */
export function createAbsent(route: RouteDefinition, { alone, nearby }: Around): Interceptor | undefined {
  if (!route.upstreams.some(({ host }) => isLoopback(host))) return undefined
  const explain = async (verdict: Respond): Promise<Verdict> => {
    const upstream = sourceOf(verdict)?.definition ?? route.upstreams[0]!
    if (!isLoopback(upstream.host)) return verdict
    const hint = adviceFor({ route, upstream, alone }, await nearby(upstream.port))
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

/** An upstream that nobody listens at, of a route. */
export type Missing = { route: RouteDefinition; upstream: UpstreamDefinition; alone: boolean }

/** What listens where the upstream should be, and how to reach it; ports of the system are nobody's dev server. */
export function adviceFor(missing: Missing, listening: readonly Listening[]): string {
  const { route, upstream } = missing
  const { host, port } = upstream
  const elsewhere = listening.filter((one) => one.port === port && !isAsked(one.host, host))
  if (elsewhere.length > 0) return `${onlyOn(elsewhere, upstream)}: ${instead(missing, elsewhere[0]!)}`
  const servers = [...new Set(listening.map((one) => one.port))].filter(
    (one) => one >= 1024 && !route.upstreams.some((known) => known.port === one && isLoopback(known.host)),
  )
  // Most of the highest ports are programs talking to themselves.
  const chosen = servers.filter((one) => one < ephemeral)
  const others = chosen.length > 0 ? chosen : servers
  const start = `Start the server on port ${port}`
  if (others.length === 0) return `${start}; nothing else listens on this machine.`
  const shown = [...others].sort((a, b) => distance(a, port) - distance(b, port)).slice(0, most)
  const ports = [...shown].sort((a, b) => a - b).join(', ')
  const line = instead(missing, { host: 'localhost', port: shown[0]! })
  return `${start}, or lead here what does listen (${ports}): ${line}`
}

/** Whoever asked for the host would have found a listener at this address, which perhaps has just come. */
function isAsked(address: string, host: string): boolean {
  const bytes = parseIp(host)
  if (address === host || address === '::') return true
  return bytes === undefined
    ? ['127.0.0.1', '::1', '0.0.0.0'].includes(address)
    : bytes.length === 4 && address === '0.0.0.0'
}

function onlyOn(listening: readonly Listening[], { host, port }: UpstreamDefinition): string {
  const named = (address: string): string => formatHost('http', address, 80)
  const places = [...new Set(listening.map((one) => named(one.host)))].join(' and ')
  return `The server on port ${port} listens on ${places} only, not on ${named(host)}`
}

/** The line to try; where that would leave something out, what to change. */
function instead({ route, upstream, alone }: Missing, to: Listening): string {
  const { match, upstreams, where } = route
  const url = written(upstream, isLoopback(to.host) ? { ...to, host: 'localhost' } : to)
  if (!alone || !isArgument(route)) return `${url} in the place of ${upstream.url} (${where})`
  const leads = upstreams.map((one) => (one === upstream ? url : written(one, one)))
  return `middlebox reverse ${match.text === '/' ? '' : `${match.text}=`}${leads.join(',')}`
}

/** As short as an upstream can be written. */
function written({ scheme, protocol, path }: UpstreamDefinition, { host, port }: Listening): string {
  if (scheme === 'http' && protocol === 'auto' && path === undefined)
    return host === 'localhost' ? String(port) : formatAuthority(host, port)
  return `${protocol === 'h2' && scheme === 'http' ? 'h2c' : scheme}://${formatAuthority(host, port)}${path ?? ''}`
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
