/** The security headers that most sites should send, where the upstream sends none of its own. */
import { hasField } from '../kit/fields.ts'
import { isLoopback } from '../kit/ip.ts'
import type { Interceptor } from '../model/contract.ts'
import { onResponse } from './response-edit.ts'

/** As OWASP's Secure Headers Project recommends them for any site; a content policy is each site's own. */
const preset: readonly (readonly [string, string])[] = [
  ['X-Content-Type-Options', 'nosniff'],
  ['X-Frame-Options', 'SAMEORIGIN'],
  ['Referrer-Policy', 'strict-origin-when-cross-origin'],
  ['Cross-Origin-Opener-Policy', 'same-origin'],
]

/**
 * A year (RFC 6797 §6.1.1); only over TLS, where alone it counts (§7.2). Not for this machine: a browser would go on to ask
 * every other server on it for HTTPS, on any port (§8.3).
 */
const transport = ['Strict-Transport-Security', 'max-age=31536000'] as const

export function createSecurity(): Interceptor {
  return onResponse('reverse-security', 'reverse security', (edit, { target }, { client }) => {
    const lasting = client.tls !== undefined && !isLoopback(target.host)
    for (const [name, value] of lasting ? [...preset, transport] : preset)
      if (!hasField(edit.head.fields, name)) edit.add(name, value)
  })
}
