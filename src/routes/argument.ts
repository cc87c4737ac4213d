/** A route as an argument of the command line: `3000`, `/api=4000`, `api.test/v2=http://localhost:4000`, `/api=4001,4002`. */
import { MiddleboxError } from '../model/errors.ts'
import type { RouteDefinition } from '../model/route.ts'
import { matchExpected, parseMatch } from './match-text.ts'
import { parseUpstream, upstreamExpected, upstreamReason } from './upstream-text.ts'

const place = 'route '

/** @throws MiddleboxError usage */
export function parseRouteArgument(text: string): RouteDefinition {
  const equals = text.lastIndexOf('=')
  const written = equals < 0 ? '/' : text.slice(0, equals)
  const match = parseMatch(written)
  if (match === undefined || typeof match === 'string') throw wrong(text, matchExpected, written, match)
  const upstreams = text
    .slice(equals + 1)
    .split(',')
    .map((one) => {
      const upstream = parseUpstream(one)
      if (upstream === undefined) throw wrong(text, upstreamExpected, one, upstreamReason(one))
      return upstream
    })
  return { match, upstreams, stripPrefix: false, where: place + text }
}

/** Whether the route was given on the command line. */
export function isArgument({ where }: RouteDefinition): boolean {
  return where.startsWith(place)
}

function wrong(route: string, expected: string, found: string, reason?: string): MiddleboxError {
  const why = reason === undefined ? '' : ` (${reason})`
  return new MiddleboxError(
    'usage',
    `Expected ${expected} in the route ${JSON.stringify(route)}, got ${JSON.stringify(found)}${why}.`,
    'Routes look like 3000, /api=http://localhost:4000 or api.test/v2=4000.',
  )
}
