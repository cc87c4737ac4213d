/** Atoms about who talks to whom: ~d ~dst ~src ~u. */
import { domainToUnicode } from 'node:url'
import { parseAuthority } from '../../kit/authority.ts'
import { getField } from '../../kit/fields.ts'
import type { ClientInfo, Exchange } from '../../model/exchange.ts'
import { search } from '../atom.ts'
import type { Atom } from '../atom.ts'
import type { Pattern } from '../pattern.ts'

export const addressAtoms: readonly Atom[] = [
  search({
    name: 'd',
    from: 'mitmproxy',
    help: 'host, of the URL or of the Host field',
    example: '~d payments\\.test',
    phase: 'connection',
    subject: 'the host',
    tests: (pattern) => ({
      exchange: (exchange) => hostMatches(pattern, exchange),
      tunnel: (tunnel) => testHost(pattern, hostOf(tunnel.authority)),
      tlsFailure: (failure) =>
        testHost(pattern, hostOf(failure.authority)) || testHost(pattern, failure.serverName ?? ''),
    }),
  }),
  search({
    name: 'dst',
    from: 'mitmproxy',
    help: 'where it went: host:port asked for, or ip:port connected to',
    example: '~dst :443$',
    phase: 'connection',
    subject: 'the destination',
    tests: (pattern) => ({
      exchange: ({ url, upstream }) =>
        (url !== undefined && pattern.test(destinationOf(url))) ||
        (upstream !== undefined && pattern.test(address(upstream))),
      tunnel: ({ authority, upstream }) =>
        pattern.test(authority) || (upstream !== undefined && pattern.test(address(upstream))),
      tlsFailure: ({ authority }) => pattern.test(authority),
    }),
  }),
  search({
    name: 'src',
    from: 'mitmproxy',
    help: 'the client, as ip:port',
    example: '~src ^127\\.0\\.0\\.1:',
    phase: 'connection',
    subject: 'the client',
    tests: (pattern) => {
      const test = ({ client }: { client?: ClientInfo | undefined }) =>
        client !== undefined && pattern.test(address(client))
      return { exchange: test, tunnel: test, tlsFailure: test }
    },
  }),
  search({
    name: 'u',
    from: 'mitmproxy',
    help: 'URL; a word alone means the same',
    example: '~u /api/',
    phase: 'request-head',
    subject: 'the URL',
    tests: (pattern) => ({
      exchange: ({ url }) => url !== undefined && pattern.test(url),
      // The URL of a CONNECT is its authority, and tunnels come from CONNECTs.
      tunnel: ({ authority }) => pattern.test(authority),
      tlsFailure: ({ authority }) => pattern.test(authority),
    }),
  }),
]

/** `ip:port`, IPv6 without brackets, as mitmproxy writes it. */
function address({ address, port }: { address: string; port: number }): string {
  return `${address}:${port}`
}

function hostMatches(pattern: Pattern, { url, legs }: Partial<Exchange>): boolean {
  const host = hostOf(url ?? '')
  if (testHost(pattern, host)) return true
  const request = legs?.[0]?.request
  if (request === undefined) return false
  const field = request.authority ?? getField(request.fields, 'host')
  if (field === undefined) return false
  const named = hostOf(field)
  return named !== host && testHost(pattern, named)
}

/** Tries the name as it is and, for internationalised names (RFC 3490), as people read it. */
function testHost(pattern: Pattern, host: string): boolean {
  if (host === '') return false
  return pattern.test(host) || (pattern.wide && host.includes('xn--') && pattern.test(domainToUnicode(host)))
}

/** The `host:port` part of a URL or an authority, user information left out. Cut by hand: `new URL` is ten times slower. */
function authorityOf(url: string): string {
  const scheme = url.indexOf('://')
  const start = scheme < 0 ? 0 : scheme + 3
  let end = start
  while (end < url.length && !'/?#'.includes(url[end]!)) end++
  const at = url.lastIndexOf('@', end - 1)
  return url.slice(at >= start ? at + 1 : start, end)
}

function hostOf(url: string): string {
  const authority = authorityOf(url)
  if (authority.startsWith('[')) return authority.slice(1, Math.max(1, authority.indexOf(']')))
  const colon = authority.indexOf(':')
  return colon < 0 ? authority : authority.slice(0, colon)
}

function destinationOf(url: string): string {
  const authority = parseAuthority(authorityOf(url), /^(?:https|wss):/i.test(url) ? 443 : 80)
  return authority === undefined ? '' : `${authority.host}:${authority.port}`
}
