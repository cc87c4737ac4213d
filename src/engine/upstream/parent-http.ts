/** CONNECT through an HTTP proxy (RFC 9110 §9.3.6): the request, and what its answer means. */
import { formatAuthority } from '../../kit/authority.ts'
import { formatParentUrl, type ParentUrl } from '../../kit/proxy-environment.ts'
import { trouble, type Trouble } from './dial-failure.ts'
import type { Negotiation, Step } from './negotiation.ts'

/** The longest head taken from a parent, in bytes. */
const maxHead = 65_536

/** Asks the parent for a tunnel to the target. */
export function createConnect(parent: ParentUrl, host: string, port: number): Negotiation {
  const authority = formatAuthority(host, port)
  const credentials = basicCredentials(parent)
  const lines = [`CONNECT ${authority} HTTP/1.1`, `Host: ${authority}`]
  if (credentials !== undefined) lines.push(`Proxy-Authorization: ${credentials}`)
  const who = `the parent proxy ${formatParentUrl(parent)}`
  let held = ''

  const read = (): Step => {
    for (;;) {
      if (held.length >= 5 && !held.startsWith('HTTP/')) return failed(`${who} does not speak HTTP`)
      const end = held.indexOf('\r\n\r\n')
      if (end < 0)
        return held.length > maxHead ? failed(`${who} answered CONNECT with an endless head`) : { kind: 'more' }
      const head = held.slice(0, end)
      const status = Number(/^HTTP\/1\.[01] ([1-9]\d\d)(?: |\r|$)/.exec(head)?.[1])
      if (Number.isNaN(status)) return failed(`${who} answered CONNECT with a malformed status line`)
      held = held.slice(end + 4)
      // Interim answers may come before the final one (RFC 9110 §15.2); 101 would be a switch nobody asked for.
      if (status >= 100 && status < 200 && status !== 101) continue
      if (status >= 200 && status < 300) return { kind: 'done', rest: Buffer.from(held, 'latin1') }
      return { kind: 'failed', trouble: refusal(who, authority, status, head, credentials !== undefined) }
    }
  }

  return {
    opening: Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'),
    feed(bytes) {
      held += Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
      return read()
    },
    closed: (code) =>
      trouble(
        'parent_refused',
        `${who} closed the connection without an answer to CONNECT ${authority}${code ? ` (${code})` : ''}`,
      ),
  }
}

/** The Proxy-Authorization value for the parent's credentials (RFC 7617), or undefined when there are none. */
export function basicCredentials(parent: ParentUrl): string | undefined {
  if (parent.user === undefined) return undefined
  return `Basic ${Buffer.from(`${parent.user}:${parent.password ?? ''}`).toString('base64')}`
}

function failed(message: string): Step {
  return { kind: 'failed', trouble: trouble('parent_refused', message) }
}

function refusal(who: string, authority: string, status: number, head: string, sentCredentials: boolean): Trouble {
  const line = head.slice(head.indexOf(' ') + 1, head.includes('\r\n') ? head.indexOf('\r\n') : undefined).trim()
  const more = { parentStatus: status }
  if (status !== 407) {
    const detail = field(head, 'proxy-status') ?? field(head, 'x-squid-error')
    return trouble(
      'parent_refused',
      `${who} answered CONNECT ${authority} with ${line}${detail ? ` (${detail})` : ''}`,
      more,
    )
  }
  const schemes = schemesOf(head)
  const offered = schemes.length > 0 ? `; it offers ${schemes.join(', ')}` : ''
  if (schemes.length > 0 && !schemes.some((scheme) => scheme.toLowerCase() === 'basic')) {
    return trouble(
      'parent_refused',
      `${who} wants credentials in a way that is not supported: ${line}${offered}, and not Basic`,
      more,
    )
  }
  const what = sentCredentials ? 'does not accept the user name and password given' : 'wants a user name and password'
  return trouble('parent_refused', `${who} ${what}: ${line}${offered}`, more)
}

/** The authentication schemes of all Proxy-Authenticate lines, each once: the first word of each challenge. */
function schemesOf(head: string): string[] {
  const lines = [...head.matchAll(/\r\nproxy-authenticate:[ \t]*([^\r]*)/gi)].map((match) => match[1]!)
  const schemes = lines.flatMap((line) =>
    [...line.matchAll(/(?:^|,)\s*([A-Za-z][\w-]*)(?=\s+[^\s=]|\s*(?:,|$))(?!\s*=)/g)].map((match) => match[1]!),
  )
  return [...new Set(schemes)]
}

function field(head: string, name: string): string | undefined {
  const value = new RegExp(`\\r\\n${name}:[ \\t]*([^\\r]*)`, 'i').exec(head)?.[1]?.trim()
  return value === '' ? undefined : value
}
