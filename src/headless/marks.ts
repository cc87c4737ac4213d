/** The end of a readable line: what was special about an exchange, and why it failed. */
import { earlierTries } from '../kit/earlier-tries.ts'
import type { Exchange } from '../model/exchange.ts'
import { isOpenWebSocket } from './line.ts'

export type Marks = {
  /** Worth knowing: mock, fault, retries, message counts. */
  notes: string[]
  /** Why it failed; absent when it did not. */
  failure?: string
}

export function marksOf(exchange: Exchange): Marks {
  const { outcome, error, upstream, attempts, faults, cassette, messageCount } = exchange
  const notes: string[] = []
  if (isOpenWebSocket(exchange)) notes.push(`ws ${messageCount.up} up, ${messageCount.down} down`)
  else if (messageCount.down > 0) notes.push(`${messageCount.down} events`)
  if (outcome === 'mock') notes.push('mock')
  for (const fault of faults) if (fault.applied) notes.push(`fault ${fault.name}`)
  if (cassette !== null) notes.push(`cassette ${cassette.result}`)
  if (exchange.replayOf !== undefined) notes.push('replay')
  if (attempts.length > 0 && upstream !== undefined) notes.push(earlierTries(exchange) === 0 ? 'hedged' : 'retried')
  else if (attempts.length > 1) notes.push(`${attempts.length} attempts`)
  if (error !== undefined) return { notes, failure: `${error.message} (${error.code})` }
  if (outcome === 'client_abort') return { notes, failure: 'the client went away' }
  if (outcome === 'upstream_error') return { notes, failure: 'the upstream failed' }
  return { notes }
}
