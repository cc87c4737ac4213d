/** Which route a request would take, and why not the others, for `middlebox reverse --explain`. */
import type { Request } from '../model/message.ts'
import type { RouteDefinition } from '../model/route.ts'
import { comparablePath } from './path.ts'
import { compileMatch, createRouteTable } from './table.ts'

export type Explained = {
  route: RouteDefinition | undefined
  /** One line per route in the order they are asked, up to the one that matches; then those that were not asked. */
  lines: readonly string[]
}

export function explainRoute(routes: readonly RouteDefinition[], request: Request): Explained {
  const path = comparablePath(request.target.path)
  const table = createRouteTable(routes)
  const route = table.routes.find(({ match }) => compileMatch(match)(request, path) === undefined)
  let taken = false
  const lines = table.routes.map((one) => {
    const mismatch = compileMatch(one.match)(request, path)
    const verdict = taken ? 'not asked: less specific' : mismatch === undefined ? 'taken' : `no: ${mismatch}`
    const missed = !taken && mismatch !== undefined && lacksFields(one, request, path)
    taken ||= mismatch === undefined
    const line = `${describeMatch(one)} -> ${one.upstreams.map(({ url }) => url).join(', ')}  ${verdict}`
    return missed ? `${line}; a request with it takes this route` : line
  })
  return { route, lines }
}

/** Only header fields keep the request from the route: the one that is asked about has none but Host. */
function lacksFields(
  { match: { headers: _fields, ...rest } }: RouteDefinition,
  request: Request,
  path: string,
): boolean {
  return compileMatch(rest)(request, path) === undefined
}

function describeMatch({ match }: RouteDefinition): string {
  const { host, path, methods, headers } = match
  const kind = {
    prefix: `${path.path} and below`,
    exact: `exactly ${path.path}`,
    regex: `paths that ${path.path} finds`,
  }
  const parts = [`${host === undefined ? 'any host' : host}, ${kind[path.kind]}`]
  if (methods !== undefined) parts.push(`methods ${methods.join(' ')}`)
  for (const { name, equals, matches } of headers ?? [])
    parts.push(`${name}${equals === undefined ? (matches === undefined ? '' : ` ~ ${matches}`) : `: ${equals}`}`)
  return parts.join(', ')
}
