/** Where a request is to go: from its target, or from the connection it came on (RFC 9112 §3.2). */
import { defaultPort, formatHost, parseAuthority } from '../kit/authority.ts'
import { originHost } from '../kit/origin-host.ts'
import type { RequestHead, Target } from '../model/message.ts'
import type { Arrival } from './core.ts'

/** What is asked of the scheme's server; a WebSocket begins as a request for it (RFC 6455 §3). */
const schemes: Readonly<Record<string, Target['scheme'] | undefined>> = Object.assign(Object.create(null), {
  http: 'http',
  ws: 'http',
  https: 'https',
  wss: 'https',
})

export type Resolved = { target: Target; url: string } | { problem: string }

/** `host` is the Host field, if there is one. */
export function resolveTarget(head: RequestHead, host: string | undefined, arrival: Arrival): Resolved {
  if (head.method === 'CONNECT' && head.protocol === undefined) return resolveConnect(head.target)
  const first = head.target.charCodeAt(0)
  if (first === 47 || head.target === '*') return resolveOrigin(head, host, arrival)
  return resolveAbsolute(head)
}

function resolveConnect(target: string): Resolved {
  const authority = parseAuthority(target, 0)
  if (authority === undefined || authority.port === 0)
    return { problem: `Expected CONNECT host:port, got ${JSON.stringify(target.slice(0, 80))}` }
  return {
    target: { scheme: 'https', host: authority.host, port: authority.port, path: '', protocol: 'auto' },
    url: target,
  }
}

function resolveOrigin(head: RequestHead, host: string | undefined, arrival: Arrival): Resolved {
  // Over h2 the scheme is part of the request (RFC 9113 §8.3.1); inside a tunnel it is that of the connection.
  const said = arrival.authority === undefined ? head.scheme?.toLowerCase() : undefined
  if (said !== undefined && said !== 'http' && said !== 'https')
    return { problem: `Expected an http or https URL, got the scheme ${JSON.stringify(said.slice(0, 20))}` }
  const asked = head.authority ?? host
  // RFC 9112 §3.2. A URL or a CONNECT says by itself where to, and Host is ignored there (§3.2.2): those pass without one.
  if (asked === undefined && head.version === '1.1')
    return { problem: 'Expected a Host field, as in every request of HTTP/1.1, got none' }
  const scheme = said ?? arrival.scheme
  const named = asked === undefined ? undefined : parseHost(asked, scheme)
  if (asked !== undefined && named === undefined)
    return { problem: `Expected a Host of the form host:port, got ${JSON.stringify(asked.slice(0, 80))}` }
  const to = arrival.authority ?? untunnelled(head, named, scheme, arrival)
  // A fragment is not for the server (RFC 9110 §7.1): cut as from a URL, which over h2 the target is a part of.
  const path = head.version === '2' ? head.target.replace(/#.*/s, '') : head.target
  const { serverName } = arrival
  const { host: name, port } = to
  const target: Target =
    serverName === undefined || serverName === name
      ? { scheme, host: name, port, path, protocol: 'auto' }
      : { scheme, host: name, port, path, protocol: 'auto', serverName }
  const origin = named?.url ?? `${scheme}://${formatHost(scheme, to.host, to.port)}`
  return { target, url: path === '*' ? origin : `${origin}${path}` }
}

type Named = { written: string; scheme: Target['scheme']; host: string; port: number; url: string }

/** The last Host as it was written, and what it names: kept connections ask the same one again and again. */
let lastHost: Named | undefined

function parseHost(written: string, scheme: Target['scheme']): Named | undefined {
  if (lastHost?.written === written && lastHost.scheme === scheme) return lastHost
  const authority = parseAuthority(written, defaultPort(scheme))
  if (authority === undefined) return undefined
  const { host, port } = authority
  return (lastHost = { written, scheme, host, port, url: `${scheme}://${formatHost(scheme, host, port)}` })
}

/** Without a tunnel the request was meant for this proxy itself; only h2, which has no absolute form, can mean another host. */
function untunnelled(
  { version }: RequestHead,
  named: { host: string; port: number } | undefined,
  scheme: Target['scheme'],
  { site, local }: Arrival,
): { host: string; port: number } {
  // A reverse proxy is asked for the hosts it stands for; without a name, for itself.
  if (site !== undefined) return named ?? { host: local.address, port: local.port }
  const proxied =
    version === '2' &&
    named !== undefined &&
    !(named.port === local.port && (named.host === local.address || named.host === 'localhost'))
  return proxied ? named : { host: originHost, port: defaultPort(scheme) }
}

/** The same of the last absolute URL. */
let known = { written: '', url: '', scheme: 'http' as Target['scheme'], host: '', port: 0 }

function resolveAbsolute({ method, target }: RequestHead): Resolved {
  const end = known.written.length
  if (end > 0 && target.startsWith(known.written) && target.charCodeAt(end) === 47) {
    const { scheme, host, port, url, written } = known
    const path = target.slice(end)
    return { target: { scheme, host, port, path, protocol: 'auto' }, url: url === written ? target : `${url}${path}` }
  }
  return parseAbsolute(method, target)
}

function parseAbsolute(method: string, target: string): Resolved {
  const match = /^([A-Za-z][A-Za-z0-9+.-]*):\/\/([^/?]*)(.*)/s.exec(target)
  if (match === null)
    return { problem: `Expected a path or an absolute URL as the target, got ${JSON.stringify(target.slice(0, 80))}` }
  const scheme = schemes[match[1]!.toLowerCase()]
  if (scheme === undefined)
    return { problem: `Expected an http or https URL, got the scheme ${JSON.stringify(match[1]!.toLowerCase())}` }
  const written = match[2]!
  const at = written.indexOf('@')
  // Two @ would be read as two hosts by two readers: parseAuthority refuses the second.
  const authority = parseAuthority(written.slice(at + 1), defaultPort(scheme))
  if (authority === undefined)
    return { problem: `Expected host or host:port in the URL, got ${JSON.stringify(written.slice(0, 80))}` }
  const rest = match[3]!
  // RFC 9112 §3.2.4: OPTIONS of a URL without a path is about the server.
  const path = rest === '' && method === 'OPTIONS' ? '*' : rest.startsWith('/') ? rest : `/${rest}`
  const { host, port } = authority
  const url = `${scheme}://${formatHost(scheme, host, port)}`
  known = { written: `${match[1]!}://${written}`, url, scheme, host, port }
  return {
    target: { scheme, host, port, path, protocol: 'auto' },
    url: path === '*' ? url : `${url}${path}`,
  }
}
