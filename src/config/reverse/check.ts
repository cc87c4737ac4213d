/** Sites that are understood and still cannot be meant, found before anything listens. */
import { isLoopback } from '../../kit/ip.ts'
import type { RouteDefinition, SiteDefinition } from '../../model/route.ts'
import { isArgument } from '../../routes/argument.ts'
import { checkConflicts } from '../../routes/conflicts.ts'
import { complaint } from '../complaint.ts'
import { expressionFault, longPath } from '../expression-fault.ts'

/** `site`: of a reverse listener. */
type At = { host: string; port: number; site?: number }

/** `listening`: where this program will listen. @throws MiddleboxError config_invalid */
export function checkSites(sites: readonly SiteDefinition[], listening: readonly At[]): void {
  for (const { routes } of sites) {
    checkConflicts(routes)
    for (const route of routes) checkRoute(route, listening)
  }
}

function checkRoute(route: RouteDefinition, listening: readonly At[]): void {
  checkUpstreams(route, listening)
  checkTimes(route)
  const { where, upstreams, match, queue, stripPrefix, sticky, balance } = route
  const fault = match.path.kind === 'regex' ? expressionFault(match.path.path, longPath) : undefined
  if (fault !== undefined)
    throw complaint(where, 'a regular expression', `${JSON.stringify(match.path.path)} (${fault})`)
  if (match.path.kind === 'regex' && (stripPrefix || upstreams.some(({ path }) => path !== undefined))) {
    const hint = 'Leave the path out of the upstream, or match a prefix.'
    throw complaint(where, 'a path to replace', 'a regular expression, which has no prefix', hint)
  }
  if (queue !== undefined && upstreams.every(({ maxConnections }) => maxConnections === undefined))
    throw complaint(where, 'a queue for upstreams with maxConnections', 'none with it', 'Without a limit nobody waits.')
  if (upstreams.length === 1 && (sticky !== undefined || balance !== undefined))
    throw complaint(where, `several upstreams to ${sticky ? 'keep clients at' : 'balance'}`, 'one')
}

function checkUpstreams(route: RouteDefinition, listening: readonly At[]): void {
  const { upstreams } = route
  for (const [index, upstream] of upstreams.entries()) {
    const where = upstream.where ?? route.where
    if (upstreams.slice(0, index).some(({ url }) => url === upstream.url))
      throw complaint(where, 'each upstream once', `${upstream.url} twice`, 'A weight gives one a larger share.')
    const own = listening.find((one) => leadsToOwn(one, upstream))
    if (own === undefined) continue
    const found = `${upstream.url}, where it listens itself`
    const sited = own.site !== undefined && !isArgument(route)
    const hint = sited
      ? 'Lead the route elsewhere, or give the site there another listenPort.'
      : 'Choose another port with -p.'
    throw complaint(where, 'an upstream that is not this proxy', found, hint)
  }
}

/** Times that make no sense together, and checks that can never pass. */
function checkTimes({ where, health, retry }: RouteDefinition): void {
  if (health !== undefined) {
    const { interval, timeout, type, status } = health
    if (timeout > interval) {
      const found = `timeout ${timeout} ms and interval ${interval} ms`
      throw complaint(where, 'a health check whose timeout is within its interval', found)
    }
    if (interval < 100) throw complaint(where, 'a health check at most every 100ms', `${interval} ms`)
    if (type === 'http' && status[1] < 200) {
      const found = `statuses of ${status.join(' to ')}, which no final answer has`
      throw complaint(where, 'a health check that can pass', found)
    }
  }
  if (retry && retry.backoff > retry.maxBackoff) {
    const found = `backoff ${retry.backoff} ms and maxBackoff ${retry.maxBackoff} ms`
    throw complaint(where, 'a backoff within maxBackoff', found)
  }
}

function leadsToOwn(own: At, { host, port }: Pick<At, 'host' | 'port'>): boolean {
  if (own.port === 0 || own.port !== port) return false
  if (own.host === host) return true
  return isLoopback(host) && isLoopback(own.host)
}
