/** What a route matches, as people write it: `/`, `/api`, `api.test`, `api.test/v2`, `*.test`, `=/exact`, `~regex`, also after a host. */
import { asciiName, parseAuthority } from '../kit/authority.ts'
import { expressionSyntax } from '../kit/expression-syntax.ts'
import type { PathMatch, RouteMatch } from '../model/route.ts'
import { comparablePath } from './path.ts'

export const matchExpected = 'a match such as /api, api.test, api.test/v2, *.test, =/exact or ~regex'

/** Undefined when it is none; a text says why where that is more than what was expected. */
export function parseMatch(text: string): Pick<RouteMatch, 'text' | 'host' | 'path'> | string | undefined {
  const [scheme] = /^[a-z][a-z0-9+.-]*:\/\//i.exec(text) ?? []
  if (scheme !== undefined) return `a match has no scheme: ${text.slice(scheme.length) || 'write the host alone'}`
  const found = /^([^/=~]*)(?:(\/.*)|=(\/.*)|~(.+))?$/s.exec(text)
  if (text === '' || found === null) return undefined
  const [, written = '', prefix, exact, regex] = found
  const host = written === '' ? '' : hostName(written)
  if (host === undefined || typeof host === 'object') return host?.problem
  const path = pathMatch(prefix, exact, regex)
  if (typeof path === 'string') return path
  if (path.kind === 'prefix' && path.path.includes('*')) return withoutStars(written, prefix!)
  return { text, ...(host !== '' && { host }), path }
}

/** As requests have it: in lower case, without brackets, and in ASCII (RFC 5891). */
function hostName(written: string): string | { problem: string } | undefined {
  const wild = written.startsWith('*.') ? '*.' : ''
  const name = written.slice(wild.length)
  const found = parseAuthority(asciiName(name), 0)
  if (found === undefined || name.includes('*')) return undefined
  if (found.port !== 0) return { problem: 'a route takes every port of its host: leave the port out' }
  return wild + found.host.replace(/(.)\.$/, '$1')
}

function pathMatch(
  prefix: string | undefined,
  exact: string | undefined,
  regex: string | undefined,
): PathMatch | string {
  if (regex !== undefined) {
    return expressionSyntax(regex) ?? { kind: 'regex', path: regex }
  }
  const written = exact ?? prefix ?? '/'
  if (/[?#\s]/.test(written)) return 'a path has no ?, # or blank in it'
  const path = comparablePath(written)
  return exact === undefined ? { kind: 'prefix', path: path.replace(/(.)\/+$/, '$1') } : { kind: 'exact', path }
}

/** What a path with wildcards, as other programs have them, is here. */
function withoutStars(host: string, path: string): string {
  const above = /^([^*]*\/)\*+$/.exec(path)?.[1]
  if (above !== undefined) return `a path takes everything below it: write ${host}${above.replace(/(.)\/$/, '$1')}`
  const parts = path.split(/(\*+)/).map((part) => {
    if (part.startsWith('*')) return part === '*' ? '[^/]*' : '.*'
    return part.replace(/[.+^${}()|[\]\\]/g, '\\$&')
  })
  return `a path has no wildcards: write a regular expression, ${host}~^${parts.join('')}`
}
