/** What a route matches, as people write it: `/`, `/api`, `api.test`, `api.test/v2`, `*.test`, `=/exact`, `~regex`, also after a host. */
import { parseAuthority } from '../kit/authority.ts'
import type { PathMatch, RouteMatch } from '../model/route.ts'
import { comparablePath } from './path.ts'

export const matchExpected = 'a match such as /api, api.test, api.test/v2, *.test, =/exact or ~regex'

/** Undefined when it is none; a text says why where that is more than what was expected. */
export function parseMatch(text: string): Pick<RouteMatch, 'text' | 'host' | 'path'> | string | undefined {
  const found = /^([^/=~]*)(?:(\/.*)|=(\/.*)|~(.+))?$/s.exec(text)
  if (text === '' || found === null) return undefined
  const [, host = '', prefix, exact, regex] = found
  if (host !== '' && !isHost(host)) return undefined
  const path = pathMatch(prefix, exact, regex)
  if (typeof path === 'string') return path
  return { text, ...(host !== '' && { host: host.toLowerCase() }), path }
}

function isHost(host: string): boolean {
  const name = host.startsWith('*.') ? host.slice(2) : host
  const found = host.includes('[') ? undefined : parseAuthority(name, 0)
  return found?.port === 0 && !name.includes('*')
}

function pathMatch(
  prefix: string | undefined,
  exact: string | undefined,
  regex: string | undefined,
): PathMatch | string {
  if (regex !== undefined) {
    try {
      new RegExp(regex)
    } catch (error) {
      return (error as Error).message.replace(/^Invalid regular expression: .*: /, '').toLowerCase()
    }
    return { kind: 'regex', path: regex }
  }
  const written = exact ?? prefix ?? '/'
  if (/[?#\s]/.test(written)) return 'a path has no ?, # or blank in it'
  const path = comparablePath(written)
  return exact === undefined ? { kind: 'prefix', path: path.replace(/(.)\/+$/, '$1') } : { kind: 'exact', path }
}
