/** TLS on both sides: what was agreed on, whom the upstream showed, and what a failure means. */
import type { Exchange, TlsInfo } from '../../model/exchange.ts'
import type { Line } from '../parts/line.ts'
import { factLines, headingLine } from './facts.ts'
import { failureLines } from './failure-lines.ts'
import { shown } from './message.ts'
import { pageOf } from './page-of.ts'
import type { DetailTab } from './tab.ts'

export const tlsTab: DetailTab = {
  name: 'tls',
  title: () => 'TLS',
  fits: ({ client, upstream, error }) =>
    client.tls !== undefined || upstream?.tls !== undefined || isTlsFailure(error?.code),
  page: (exchange, view) => pageOf(tlsLines(exchange, view.now, view.width), view),
}

function isTlsFailure(code: string | undefined): boolean {
  return code !== undefined && /^(tls_|client_tls$)/.test(code)
}

export function tlsLines(exchange: Exchange, now: number, width: number): Line[] {
  const { client, upstream, error } = exchange
  const failed = isTlsFailure(error?.code) ? [...failureLines(error!, width), []] : []
  return [
    ...failed,
    ...sideLines('client → middlebox', client.tls, now, width),
    [],
    ...(upstream === undefined
      ? [headingLine([['middlebox → origin', 'bold']], width), [['no connection', 'dim']] as Line]
      : sideLines(
          upstream.via === undefined ? 'middlebox → origin' : 'middlebox → origin, through the parent',
          upstream.tls,
          now,
          width,
        )),
  ]
}

function sideLines(title: string, tls: TlsInfo | undefined, now: number, width: number): Line[] {
  const heading = headingLine([[title, 'bold']], width)
  if (tls === undefined) return [heading, [['not encrypted', 'warning']]]
  const { version, cipher, serverName, alpn, peer } = tls
  return [
    heading,
    ...factLines(
      [
        ['version', [shown(version)]],
        ['cipher', [shown(cipher)]],
        ['ALPN', alpn === undefined ? ['none', 'dim'] : [shown(alpn)]],
        ['server name', serverName === undefined ? ['none', 'dim'] : [shown(serverName)]],
        ...(peer === undefined ? [] : certificateFacts(peer, now)),
      ],
      width,
    ),
  ]
}

function certificateFacts({ subject, issuer, validTo, fingerprint256 }: NonNullable<TlsInfo['peer']>, now: number) {
  const days = Math.floor((validTo - now) / 86_400_000)
  const left =
    days < 0
      ? ([`  expired ${-days} days ago`, 'serverError'] as const)
      : ([`  in ${days} days`, days < 14 ? 'warning' : 'dim'] as const)
  return [
    ['certificate', [oneLine(subject), 'bold']],
    ['issuer', [oneLine(issuer)]],
    ['valid until', [new Date(validTo).toISOString().slice(0, 10)], left],
    ['SHA-256', [shown(fingerprint256), 'dim']],
  ] as const
}

/** Names come as one attribute a line (`CN=a\nO=b`). */
function oneLine(name: string): string {
  return shown(name.trim().replaceAll('\n', ', '))
}
