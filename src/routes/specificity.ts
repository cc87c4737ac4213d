/**
 * The order in which routes are asked: host before no host, a name before `*.`; then an exact path, regular expressions as
 * written (as in nginx, above all prefixes), the longest prefix; then more conditions before fewer.
 */
import type { RouteMatch } from '../model/route.ts'

/** Negative when `a` is the more specific. Equal ones keep their order, since sorting is stable. */
export function bySpecificity(a: RouteMatch, b: RouteMatch): number {
  return hostRank(b) - hostRank(a) || pathRank(b) - pathRank(a) || conditions(b) - conditions(a)
}

/** Names are at most 255 long. */
function hostRank({ host }: RouteMatch): number {
  if (host === undefined) return 0
  return host.startsWith('*.') ? host.length : 1000
}

function pathRank({ path }: RouteMatch): number {
  if (path.kind === 'exact') return Number.MAX_SAFE_INTEGER
  return path.kind === 'regex' ? Number.MAX_SAFE_INTEGER - 1 : path.path.length
}

function conditions({ methods, headers }: RouteMatch): number {
  return (headers?.length ?? 0) * 2 + (methods === undefined ? 0 : 1)
}
