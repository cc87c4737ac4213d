/** One line of the list: which thing of the history it stands for. What it shows is read from the store when it is seen. */
import type { Exchange, TlsFailure, Tunnel } from '../../model/exchange.ts'

export type Row = {
  readonly id: string
  readonly type: 'exchange' | 'tunnel' | 'tls-error'
  /** Counts up in order of arrival: the row's name while it lives. */
  readonly sequence: number
  /** Tunnels and TLS failures; an exchange is asked of the store. */
  value: Tunnel | TlsFailure | undefined
  /** Whether the filter lets it through, as far as it is known by now. */
  passes: boolean
}

export type Subject = Exchange | Tunnel | TlsFailure

/** The part of a compiled filter that the list needs. */
export type ListFilter = { matches(subject: Subject): boolean; readonly needsBody: boolean }

/** The exchange among the three; the others have an authority of their own. */
export function asExchange(subject: Subject | undefined): Exchange | undefined {
  return subject === undefined || 'authority' in subject ? undefined : subject
}

/** An opened CONNECT says nothing that the exchanges inside its tunnel do not say: only one that was answered otherwise is shown. */
export function isListed(exchange: Exchange): boolean {
  return exchange.kind !== 'connect' || (exchange.status !== null && exchange.status >= 300) || hasFailed(exchange)
}

function hasFailed({ endedAt, status }: Exchange): boolean {
  return endedAt !== undefined && status === null
}
