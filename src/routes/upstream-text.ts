/** Where a route leads, as people write it: `3000`, `3000/base`, `localhost:3000`, `http://h:p`, `https://h`, `h2c://h:p`. */
import { asciiName, formatHost, parseAuthority } from '../kit/authority.ts'
import type { UpstreamDefinition } from '../model/route.ts'

export const upstreamExpected =
  'an upstream such as 3000, localhost:3000, http://host:port, https://host or h2c://host:port'

/** Undefined when it is none. A path in the URL takes the place of what the route matched. */
export function parseUpstream(text: string): UpstreamDefinition | undefined {
  const local = /^(\d{1,5})(\/[^?#\s]*)?$/.exec(text)
  if (local !== null) return upstream('http', `localhost:${local[1]}`, local[2], 'auto')
  const found = /^(?:(https?|h2c):\/\/)?([^/?#@\s]+)(\/[^?#\s]*)?$/i.exec(text)
  if (found === null || (found[1] === undefined && schemeLike.test(text)) || noHost.test(found[2]!.normalize('NFKC')))
    return undefined
  const written = found[1]?.toLowerCase() ?? 'http'
  return upstream(written === 'https' ? 'https' : 'http', found[2]!, found[3], written === 'h2c' ? 'h2' : 'auto')
}

/** Ports, also in wide digits, and nothing that could be a host: where they stand for one, something else was meant. */
const noHost = /^[\d-]+(:\d*)?$/

/** A scheme that is none of ours, or one slash where there are two; not a host without its port. */
const schemeLike = /:\/\/|^[^/]*:(?:\/|$)/

/** Why it is none, where there is more to say than what was expected. */
export function upstreamReason(text: string): string | undefined {
  const [, low, high] = /^(?:(?:https?|h2c):\/\/)?(?:localhost:)?(\d{1,5})-(\d{1,5})$/i.exec(text) ?? []
  if (low !== undefined) return `a range of ports is written as a list: ${listOf(Number(low), Number(high))}`
  if (/^unix:/i.test(text)) return 'an upstream is a host and a port: a socket file cannot be asked'
  const [, number] = /^(?:(?:https?|h2c):\/\/)?(?:[^/?#@\s]*:)?(-?\d+)(?:\/.*)?$/i.exec(text) ?? []
  if (number !== undefined && (Number(number) < 1 || Number(number) > 65_535)) return 'ports are 1 to 65535'
  const [, scheme, port, path = ''] = /^(https?|h2c):\/\/(\d{1,5})(\/.*)?$/i.exec(text) ?? []
  return port === undefined ? undefined : `a port needs a host: ${scheme}://localhost:${port}${path}`
}

function listOf(low: number, high: number): string {
  const between = high - low
  return between < 2 ? `${low},${high}` : `${low},${low + 1},${between === 2 ? '' : '...,'}${high}`
}

function upstream(
  scheme: UpstreamDefinition['scheme'],
  authority: string,
  path: string | undefined,
  protocol: UpstreamDefinition['protocol'],
): UpstreamDefinition | undefined {
  const [, name = '', port = ''] = /^(.*?)(:\d*)?$/.exec(authority) ?? []
  // In ASCII, as DNS, SNI, the Host field and all that is said of the upstream have it (RFC 5891).
  const at = parseAuthority(asciiName(name) + port, scheme === 'https' ? 443 : 80)
  if (at === undefined) return undefined
  const shown = `${protocol === 'h2' ? 'h2c' : scheme}://${formatHost(scheme, at.host, at.port)}`
  return { url: shown + (path ?? ''), scheme, ...at, protocol, weight: 1, ...(path !== undefined && { path }) }
}
