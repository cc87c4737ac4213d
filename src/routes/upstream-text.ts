/** Where a route leads, as people write it: `3000`, `localhost:3000`, `http://h:p`, `https://h`, `h2c://h:p`. */
import { formatHost, parseAuthority } from '../kit/authority.ts'
import type { UpstreamDefinition } from '../model/route.ts'

export const upstreamExpected =
  'an upstream such as 3000, localhost:3000, http://host:port, https://host or h2c://host:port'

/** Undefined when it is none. A path in the URL takes the place of what the route matched. */
export function parseUpstream(text: string): UpstreamDefinition | undefined {
  if (/^\d{1,5}$/.test(text)) return upstream('http', `localhost:${text}`, undefined, 'auto')
  const found = /^(?:(https?|h2c):\/\/)?([^/?#@\s]+)(\/[^?#\s]*)?$/i.exec(text)
  if (found === null || (found[1] === undefined && text.includes('://'))) return undefined
  const written = found[1]?.toLowerCase() ?? 'http'
  return upstream(written === 'https' ? 'https' : 'http', found[2]!, found[3], written === 'h2c' ? 'h2' : 'auto')
}

function upstream(
  scheme: UpstreamDefinition['scheme'],
  authority: string,
  path: string | undefined,
  protocol: UpstreamDefinition['protocol'],
): UpstreamDefinition | undefined {
  const at = parseAuthority(authority, scheme === 'https' ? 443 : 80)
  if (at === undefined) return undefined
  const shown = `${protocol === 'h2' ? 'h2c' : scheme}://${formatHost(scheme, at.host, at.port)}`
  return { url: shown + (path ?? ''), scheme, ...at, protocol, weight: 1, ...(path !== undefined && { path }) }
}
