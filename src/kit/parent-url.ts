/**
 * The address of a parent proxy as `-x` and the proxy variables write it: curl's forms, read into parts.
 * curl's manual, `--proxy`: no scheme means http, no port means 1080 (443 for an https proxy), `socks` means socks4.
 */
import { MiddleboxError } from '../model/errors.ts'
import { formatAuthority, parseAuthority } from './authority.ts'

export type ParentScheme = 'http' | 'https' | 'socks4' | 'socks4a' | 'socks5' | 'socks5h'

export type ParentUrl = {
  scheme: ParentScheme
  /** Lower case, without brackets. */
  host: string
  port: number
  /** Percent-decoded. */
  user?: string
  password?: string
}

const schemes: ReadonlyMap<string, ParentScheme> = new Map([
  ['http', 'http'],
  ['https', 'https'],
  ['socks', 'socks4'],
  ['socks4', 'socks4'],
  ['socks4a', 'socks4a'],
  ['socks5', 'socks5'],
  ['socks5h', 'socks5h'],
])

const hint = 'Write it as [http|https|socks4|socks4a|socks5|socks5h://][user:password@]host[:port].'

/**
 * Reads the address of a parent proxy; `where` (`-x`, `HTTPS_PROXY`) names the place in the error.
 * @param login `user:password` of `-U`, taken as it stands instead of the one in the URL.
 * @throws MiddleboxError config_invalid
 */
export function parseParentUrl(text: string, where: string, login?: string): ParentUrl {
  const found = /^(?:([a-z][a-z0-9+.-]*):\/\/)?(?:([^@/?#]*(?:@[^@/?#]*)*)@)?([^@/?#]*)(?:[/?#].*)?$/i.exec(text.trim())
  if (!found) throw wrong(where, 'a proxy URL', text)
  const [, given = 'http', userinfo, place = ''] = found
  const scheme = schemes.get(given.toLowerCase())
  if (!scheme) throw wrong(where, 'a scheme of http, https, socks4, socks4a, socks5 or socks5h', text)
  const authority = parseAuthority(place, scheme === 'https' ? 443 : 1080)
  if (!authority || authority.host === '') throw wrong(where, 'a host and a port from 1 to 65535', text)
  return { scheme, ...authority, ...credentials(login, userinfo, where, text) }
}

/** The URL for people: without credentials. */
export function formatParentUrl(url: ParentUrl): string {
  return `${url.scheme}://${formatAuthority(url.host, url.port)}`
}

function credentials(login: string | undefined, userinfo: string | undefined, where: string, text: string) {
  const source = login ?? userinfo
  if (source === undefined || source === '') return {}
  const colon = source.indexOf(':')
  const parts = colon < 0 ? [source] : [source.slice(0, colon), source.slice(colon + 1)]
  const [user = '', password] = login === undefined ? parts.map((part) => decode(part, where, text)) : parts
  return password === undefined ? { user } : { user, password }
}

function decode(part: string, where: string, text: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    throw wrong(where, 'percent-encoded UTF-8 in user and password', text)
  }
}

function wrong(where: string, expected: string, text: string): MiddleboxError {
  return new MiddleboxError('config_invalid', `Expected ${expected} in ${where}, got ${quote(text)}.`, hint)
}

/** Errors end in logs: what may be a password is not shown, nor are control characters. */
function quote(text: string): string {
  return JSON.stringify(text.replace(/^((?:[a-z][a-z0-9+.-]*:\/\/)?).*@/is, '$1***@'))
}
