/** What is no exchange: a tunnel that was not looked into, and a handshake that failed. A page each. */
import { readableBytes, readableDuration } from '../../kit/readable.ts'
import type { TlsFailure, Tunnel } from '../../model/exchange.ts'
import type { Line } from '../parts/line.ts'
import { factLines } from './facts.ts'
import { failureLines } from './failure-lines.ts'
import { shown } from './message.ts'
import type { Remedy } from './remedy.ts'
import { timeOf } from './timing.ts'
import { wrapLine } from './wrap-line.ts'

export function asideLines(subject: Tunnel | TlsFailure, now: number, width: number, remedy: Remedy): Line[] {
  return 'failure' in subject ? handshakeLines(subject, width, remedy) : tunnelLines(subject, now, width)
}

const reasons: Readonly<Record<Tunnel['reason'], string>> = {
  ignored: 'not intercepted, as told',
  'server-first': 'the server spoke first: not TLS, not HTTP',
  'not-http': 'what the client sent is not HTTP',
  ech: 'the ClientHello is encrypted (ECH)',
  switched: 'protocols were switched to one that is not read here',
  'tcp-proxy': 'a TCP proxy',
}

function tunnelLines(tunnel: Tunnel, now: number, width: number): Line[] {
  const {
    authority,
    reason,
    proxy,
    startedAt,
    endedAt,
    client,
    upstream,
    bytesUp,
    bytesDown,
    faults = [],
    error,
  } = tunnel
  return [
    [
      [shown(authority), 'bold'],
      ['  an opaque tunnel', 'dim'],
    ],
    [],
    ...factLines(
      [
        ['because', [reasons[reason]], [proxy === undefined ? '' : `  ${shown(proxy)}`, 'dim']],
        ['started', [timeOf(startedAt)]],
        [endedAt === undefined ? 'open for' : 'took', [readableDuration(Math.max(0, (endedAt ?? now) - startedAt))]],
        ['up', [readableBytes(bytesUp)]],
        ['down', [readableBytes(bytesDown)]],
        ['client', [`${client.address}:${client.port}`]],
        ['upstream', upstream === undefined ? ['none', 'dim'] : [`${upstream.address}:${upstream.port}`]],
        ...faults.map(
          ({ name, applied }) =>
            ['fault', [`${applied ? '⚡' : '·'} ${shown(name)}`, applied ? 'injected' : 'dim']] as const,
        ),
      ],
      width,
    ),
    ...(error === undefined ? [] : [[], ...failureLines(error, width)]),
  ]
}

/** Alerts with which a client says that it refuses the certificate (RFC 8446 §6.2), and endings that usually mean the same. */
const refusal = /unknown[ _]ca|bad[ _]certificate|certificate[ _]unknown|reset|clos|hang ?up|EOF|ended/i

function handshakeLines(failed: TlsFailure, width: number, remedy: Remedy): Line[] {
  const { leg, failure, reason, client, authority, serverName, at } = failed
  const untrusting = leg === 'client' && refusal.test(`${reason ?? ''} ${failure.message}`)
  return [
    [
      [shown(serverName ?? authority), 'bold'],
      ['  a TLS handshake failed', 'dim'],
    ],
    [],
    ...failureLines(failure, width),
    ...factLines(
      [
        reason === undefined ? undefined : ['reason', [shown(reason)]],
        ['at', [timeOf(at)]],
        [
          'between',
          leg === 'client' ? [`${client.address}:${client.port} and Middlebox`] : [`Middlebox and ${shown(authority)}`],
        ],
      ],
      width,
    ),
    ...(untrusting ? remedyLines(remedy, width) : []),
  ]
}

/** Commands in full: they are there to be copied. */
function remedyLines({ distrusted, where, line, or, other }: Remedy, width: number): Line[] {
  return [
    [],
    [[`The client does not trust ${distrusted}. ${where}:`]],
    [],
    ...wrapLine([['  '], [line, 'key']], width, 2),
    [],
    ...wrapLine([[`${or}: `, 'dim'], [other]], width),
  ]
}
