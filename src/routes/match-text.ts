/** What a route matches, as people write it: `/`, `/api`, `api.test`, `api.test/v2`, `*.test`, `=/exact`, `~regex`, also after a host. */
import { domainToASCII } from 'node:url'
import { parseAuthority } from '../kit/authority.ts'
import { expressionSyntax } from '../kit/expression-syntax.ts'
import type { PathMatch, RouteMatch } from '../model/route.ts'
import { comparablePath } from './path.ts'

export const matchExpected = 'a match such as /api, api.test, api.test/v2, *.test, =/exact or ~regex'

/** Undefined when it is none; a text says why where that is more than what was expected. */
export function parseMatch(text: string): Pick<RouteMatch, 'text' | 'host' | 'path'> | string | undefined {
  const found = /^([^/=~]*)(?:(\/.*)|=(\/.*)|~(.+))?$/s.exec(text)
  if (text === '' || found === null) return undefined
  const [, written = '', prefix, exact, regex] = found
  const host = written === '' ? '' : hostName(written)
  if (host === undefined || typeof host === 'object') return host?.problem
  const path = pathMatch(prefix, exact, regex)
  if (typeof path === 'string') return path
  return { text, ...(host !== '' && { host }), path }
}

/** As requests have it: in lower case, without brackets, and in ASCII (RFC 5891). */
function hostName(written: string): string | { problem: string } | undefined {
  const wild = written.startsWith('*.') ? '*.' : ''
  const name = written.slice(wild.length)
  const found = parseAuthority(/^[\x21-\x7e]*$/.test(name) ? name : domainToASCII(name), 0)
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
