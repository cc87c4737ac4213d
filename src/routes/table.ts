/** Which route a request takes: the most specific of those that match it, found in the order that was settled beforehand. */
import { getField } from '../kit/fields.ts'
import type { Request } from '../model/message.ts'
import type { HeaderMatch, RouteMatch } from '../model/route.ts'
import { comparablePath, isUnder } from './path.ts'
import { bySpecificity } from './specificity.ts'

export type Matched = { match: RouteMatch }

export interface RouteTable<R extends Matched> {
  find(request: Request): R | undefined
  /** Most specific first. */
  readonly routes: readonly R[]
}

export function createRouteTable<R extends Matched>(routes: readonly R[]): RouteTable<R> {
  const sorted = [...routes].sort((a, b) => bySpecificity(a.match, b.match))
  const compiled = sorted.map((route) => ({ route, mismatch: compileMatch(route.match) }))
  const [only] = sorted
  if (sorted.length === 1 && takesEverything(only!.match)) return { routes: sorted, find: () => only }
  return {
    routes: sorted,
    find(request) {
      const path = comparablePath(request.target.path)
      for (const { route, mismatch } of compiled) if (mismatch(request, path) === undefined) return route
      return undefined
    },
  }
}

/** Every request, so that nothing needs to be looked at. */
export function takesEverything({ host, path, methods, headers }: RouteMatch): boolean {
  return (
    host === undefined &&
    methods === undefined &&
    headers === undefined &&
    (path.kind === 'regex' ? universal.has(path.path) : path.kind === 'prefix' && path.path === '/')
  )
}

/** Regular expressions that find every path. */
export const universal: ReadonlySet<string> = new Set([
  '^',
  '.*',
  '^.*',
  '/',
  '^/',
  '^/.*',
  '.+',
  '^.+',
  '^.*$',
  '^/.*$',
])

export type Mismatch = (request: Request, path: string) => string | undefined

/** A function that says what about a request does not match; undefined when all does. `path` is comparable. */
export function compileMatch({ host, path, methods, headers }: RouteMatch): Mismatch {
  const onHost = compileHost(host)
  const onPath = compilePath(path)
  const onHeaders = (headers ?? []).map(compileHeader)
  return (request, asked) => {
    if (!onHost(rooted(request.target.host))) return `the host is ${request.target.host}`
    if (!onPath(asked)) return `the path is ${asked}`
    if (methods !== undefined && !methods.includes(request.head.method)) return `the method is ${request.head.method}`
    for (const one of onHeaders) if (!one.matches(request)) return one.told
    return undefined
  }
}

/** `api.test.` is the same name, written out to its root (RFC 1034 §3.1). */
function rooted(host: string): string {
  return host.charCodeAt(host.length - 1) === 46 ? host.slice(0, -1) : host
}

function compileHost(host: string | undefined): (name: string) => boolean {
  if (host === undefined) return () => true
  if (!host.startsWith('*.')) return (name) => name === host
  const suffix = host.slice(1)
  return (name) => name.endsWith(suffix) && name.length > suffix.length
}

function compilePath({ kind, path }: RouteMatch['path']): (asked: string) => boolean {
  if (kind === 'prefix') return (asked) => isUnder(asked, path)
  if (kind === 'exact') return (asked) => asked === path
  const expression = new RegExp(path)
  return (asked) => expression.test(asked)
}

function compileHeader({ name, equals, matches }: HeaderMatch): { matches(request: Request): boolean; told: string } {
  const expression = matches === undefined ? undefined : new RegExp(matches)
  const wanted = equals === undefined ? (matches === undefined ? '' : ` that ~${matches} finds`) : ` of ${equals}`
  return {
    told: `there is no ${name}${wanted}`,
    matches({ head }) {
      const value = getField(head.fields, name)
      if (value === undefined) return false
      return equals !== undefined ? value === equals : expression === undefined || expression.test(value)
    },
  }
}
