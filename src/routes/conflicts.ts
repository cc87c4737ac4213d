/** Routes that cannot all be meant: two for the same requests, and those that no request can reach. */
import { sameName } from '../kit/fields.ts'
import { MiddleboxError } from '../model/errors.ts'
import type { RouteMatch } from '../model/route.ts'
import { bySpecificity } from './specificity.ts'
import { takesEverything, universal } from './table.ts'

export type Placed = { match: RouteMatch; where: string }

/** @throws MiddleboxError config_invalid that names both places and the remedy */
export function checkConflicts(routes: readonly Placed[]): void {
  for (const [index, route] of routes.entries()) {
    for (const earlier of routes.slice(0, index)) {
      const problem = conflict(earlier.match, route.match)
      if (problem === undefined) continue
      throw new MiddleboxError(
        'config_invalid',
        `${route.where}: Expected a route that ${earlier.match.text} leaves requests to, got ${route.match.text}, ${problem} (the other is at ${earlier.where}).`,
        remedy(earlier.match, route.match),
      )
    }
  }
}

function conflict(a: RouteMatch, b: RouteMatch): string | undefined {
  if (a.host !== b.host) return undefined
  if (a.path.kind === b.path.kind && a.path.path === b.path.path && bySpecificity(a, b) === 0 && overlap(a, b))
    return 'which is for the same requests'
  if (shadows(a, b)) return 'which no request can reach'
  // Of two regular expressions the one written first is asked first.
  return a.path.kind === 'prefix' && shadows(b, a) ? 'which takes every request from it' : undefined
}

function remedy(a: RouteMatch, b: RouteMatch): string {
  return a.path.path === b.path.path && a.path.kind === b.path.kind
    ? 'Give one of them another host, path or condition; several upstreams of one route are written 3000,3001 or as a list under upstreams.'
    : 'Narrow the regular expression, or drop one of the two.'
}

/** Whether one request can meet the conditions of both. */
function overlap(a: RouteMatch, b: RouteMatch): boolean {
  if (a.methods !== undefined && b.methods !== undefined && !a.methods.some((one) => b.methods!.includes(one)))
    return false
  return !(a.headers ?? []).some((mine) =>
    (b.headers ?? []).some(
      (other) =>
        sameName(other.name, mine.name) &&
        mine.equals !== undefined &&
        other.equals !== undefined &&
        other.equals !== mine.equals,
    ),
  )
}

/** `a` is a regular expression that finds everything, before `b` is even asked. */
function shadows(a: RouteMatch, b: RouteMatch): boolean {
  const all = a.path.kind === 'regex' && universal.has(a.path.path) && takesEverything(withoutHost(a))
  return all && b.path.kind !== 'exact'
}

function withoutHost({ host: _host, ...rest }: RouteMatch): RouteMatch {
  return rest
}
