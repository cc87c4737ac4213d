/** Host and port as written in targets, Host fields and options (RFC 3986 §3.2), IPv6 in brackets. */
import { domainToASCII } from 'node:url'

export type Authority = { host: string; port: number }

/** Longest host name DNS allows, in characters (RFC 1035 §2.3.4). */
const maxHost = 255

/** Parses `host`, `host:port`, `[v6]` or `[v6]:port`; undefined when it is none of these or the port is not 1 to 65535. */
export function parseAuthority(text: string, defaultPort: number): Authority | undefined {
  let host: string
  let rest: string
  if (text.startsWith('[')) {
    const close = text.indexOf(']')
    if (close < 0) return undefined
    host = text.slice(1, close)
    rest = text.slice(close + 1)
    if (!/^[0-9a-fA-F:.]+$/.test(host) || !host.includes(':')) return undefined
  } else {
    const colon = text.indexOf(':')
    host = colon < 0 ? text : text.slice(0, colon)
    rest = colon < 0 ? '' : text.slice(colon)
    // Names outside the DNS alphabet are let through as far as they are reg-names (RFC 3986 §3.2.2): resolvers decide.
    if (!/^[A-Za-z0-9\-._~!$&'()*+;=%]+$/.test(host)) return undefined
  }
  if (host.length > maxHost) return undefined
  if (rest === '' || rest === ':') return { host: host.toLowerCase(), port: defaultPort }
  if (!/^:\d{1,5}$/.test(rest)) return undefined
  const port = Number(rest.slice(1))
  if (port < 1 || port > 65535) return undefined
  return { host: host.toLowerCase(), port }
}

/** A name as requests have it: letters beyond ASCII in their ASCII form (RFC 5891); '' when it cannot be one. */
export function asciiName(name: string): string {
  return /^[\x21-\x7e]*$/.test(name) ? name : domainToASCII(name)
}

/** `host:port`, with brackets around IPv6. */
export function formatAuthority(host: string, port: number): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`
}

/** The authority as it stands in a URL or Host field: the scheme's default port is left out. */
export function formatHost(scheme: string, host: string, port: number): string {
  const shown = host.includes(':') ? `[${host}]` : host
  return port === defaultPort(scheme) ? shown : `${shown}:${port}`
}

export function defaultPort(scheme: string): number {
  return scheme === 'https' || scheme === 'wss' ? 443 : 80
}
