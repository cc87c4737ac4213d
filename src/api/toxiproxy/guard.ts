/** Who may use an API without a token: programs of this machine, and no page that a browser has open (DNS rebinding, forms). */
import type { IncomingHttpHeaders } from 'node:http'
import { parseAuthority } from '../../kit/authority.ts'
import { isLoopback } from '../../kit/ip.ts'

/** Why the request is refused; undefined when it is not. */
export function refusalOf({ host = '', origin, 'user-agent': agent }: IncomingHttpHeaders): string | undefined {
  if (agent?.startsWith('Mozilla/')) return 'User agent not allowed'
  if (origin !== undefined) return 'Origin not allowed: this API is not for pages in browsers'
  const name = parseAuthority(host, 80)?.host
  if (name === undefined || !isLoopback(name)) return 'Host not allowed: Expected localhost or a loopback address'
  return undefined
}
