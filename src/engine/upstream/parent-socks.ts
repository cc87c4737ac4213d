/** A tunnel through a SOCKS parent: SOCKS4 and 4a (the 1992 protocol and its extension), SOCKS5 (RFC 1928) with a password (RFC 1929). */
import { formatAuthority } from '../../kit/authority.ts'
import { parseIp } from '../../kit/ip.ts'
import { formatParentUrl, type ParentUrl } from '../../kit/proxy-environment.ts'
import { decodeAddress, encodeAddress } from '../socks/address.ts'
import { trouble } from './dial-failure.ts'
import type { Negotiation, Step } from './negotiation.ts'

/** Asks for a tunnel to a host, which may be a name for SOCKS4a and SOCKS5. A string says why it cannot be asked for. */
export function createSocksConnect(parent: ParentUrl, host: string, port: number): Negotiation | string {
  return parent.scheme.startsWith('socks5') ? createSocks5(parent, host, port) : createSocks4(parent, host, port)
}

const replies5: Readonly<Record<number, string>> = {
  1: 'general failure',
  2: 'not allowed by its rules',
  3: 'network unreachable',
  4: 'host unreachable',
  5: 'connection refused',
  6: 'TTL expired',
  7: 'command not supported',
  8: 'address type not supported',
}

const replies4: Readonly<Record<number, string>> = {
  91: 'rejected or failed',
  92: 'it cannot reach identd on the client',
  93: 'identd reports another user',
}

function createSocks5(parent: ParentUrl, host: string, port: number): Negotiation | string {
  const address = encodeAddress(host, port)
  const user = Buffer.from(parent.user ?? '')
  const password = Buffer.from(parent.password ?? '')
  if (!address) return `SOCKS5 carries names of 1 to 255 bytes, got ${Buffer.byteLength(host)}`
  if (user.length > 255 || password.length > 255) return 'SOCKS5 carries user names and passwords of at most 255 bytes'
  const withPassword = parent.user !== undefined
  const connect = Uint8Array.from([5, 1, 0, ...address])
  const login = Uint8Array.from([1, user.length, ...user, password.length, ...password])
  const talk = createTalk(parent, host, port)
  let stage: 'method' | 'login' | 'reply' = 'method'

  const read = (held: Uint8Array): { step: Step; used: number } => {
    if (stage === 'reply') return { step: readReply5(held, talk), used: 0 }
    const version = stage === 'method' ? 5 : 1
    if (held.length > 0 && held[0] !== version) return { step: talk.failed('does not speak SOCKS5'), used: 0 }
    if (held.length < 2) return { step: { kind: 'more' }, used: 0 }
    const answer = held[1]!
    if (stage === 'login') {
      if (answer !== 0) return { step: talk.failed('does not accept the user name and password given'), used: 0 }
    } else if (answer === 2 && withPassword) {
      stage = 'login'
      return { step: { kind: 'more', send: login }, used: 2 }
    } else if (answer !== 0) {
      const wish =
        answer === 255
          ? withPassword
            ? 'accepts neither a password nor none'
            : 'wants a user name and password'
          : `chose a method that was not offered (${answer})`
      return { step: talk.failed(wish), used: 0 }
    }
    stage = 'reply'
    return { step: { kind: 'more', send: connect }, used: 2 }
  }
  return talk.machine(Uint8Array.from(withPassword ? [5, 2, 0, 2] : [5, 1, 0]), read)
}

function readReply5(held: Uint8Array, talk: Talk): Step {
  if (held.length > 0 && held[0] !== 5) return talk.failed('does not speak SOCKS5')
  if (held.length < 2) return { kind: 'more' }
  // Some proxies send a failure without the address after it.
  if (held[1] !== 0) return talk.refused(held[1]!, replies5)
  const bound = decodeAddress(held, 3)
  if (bound.kind === 'more') return { kind: 'more' }
  if (bound.kind === 'unknown-type') return talk.failed('sent a malformed SOCKS5 reply')
  return { kind: 'done', rest: held.subarray(3 + bound.length) }
}

function createSocks4(parent: ParentUrl, host: string, port: number): Negotiation | string {
  const user = Buffer.from(parent.user ?? '')
  const talk = createTalk(parent, host, port)
  const ip = parseIp(host)
  if (ip?.length !== 4 && parent.scheme === 'socks4') return 'SOCKS4 carries IPv4 addresses only'
  if (ip?.length === 16) return 'SOCKS4a cannot carry IPv6 addresses'
  if (user.includes(0) || host.includes('\0')) return 'SOCKS4 cannot carry a zero byte in a name'
  // SOCKS4a: an impossible address 0.0.0.x says that a name follows the user.
  const address = ip ?? [0, 0, 0, 1]
  const name = ip ? [] : [...Buffer.from(host), 0]
  const opening = Uint8Array.from([4, 1, port >> 8, port & 0xff, ...address, ...user, 0, ...name])
  return talk.machine(opening, (held) => {
    if (held.length > 0 && held[0] !== 0) return { step: talk.failed('does not speak SOCKS4'), used: 0 }
    if (held.length < 2) return { step: { kind: 'more' }, used: 0 }
    if (held[1] !== 90) return { step: talk.refused(held[1]!, replies4), used: 0 }
    if (held.length < 8) return { step: { kind: 'more' }, used: 0 }
    return { step: { kind: 'done', rest: held.subarray(8) }, used: 0 }
  })
}

type Talk = ReturnType<typeof createTalk>

/** What both versions share: the bytes held back until they are enough, and the sentences. */
function createTalk(parent: ParentUrl, host: string, port: number) {
  const who = `the parent proxy ${formatParentUrl(parent)}`
  const failed = (what: string): Step => ({ kind: 'failed', trouble: trouble('parent_refused', `${who} ${what}`) })
  const authority = formatAuthority(host, port)
  return {
    failed,
    refused: (reply: number, words: Readonly<Record<number, string>>): Step => ({
      kind: 'failed',
      trouble: trouble(
        'parent_refused',
        `${who} refused the connection to ${authority}: ${words[reply] ?? 'unknown reply'} (${reply})`,
        { otherAddress: true },
      ),
    }),
    machine(opening: Uint8Array, read: (held: Uint8Array) => { step: Step; used: number }): Negotiation {
      let held: Uint8Array = new Uint8Array(0)
      return {
        opening,
        feed(bytes) {
          held = held.length === 0 ? bytes : Buffer.concat([held, bytes])
          const { step, used } = read(held)
          held = held.subarray(used)
          return step
        },
        closed: (code) =>
          trouble(
            'parent_refused',
            `${who} closed the connection before it answered for ${authority}${code ? ` (${code})` : ''}`,
          ),
      }
    },
  }
}
