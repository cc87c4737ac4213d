/**
 * Events to exchanges: the one place that says what an event means for the record of a conversation. Events may come in any
 * order (an early end, a message after it): what is known is kept, what comes twice counts once, nothing throws.
 * A fold writes the record's own keys and replaces what they hold, so that a copy of the record made before stays as it was.
 */
import type { Exchange, StreamMessage } from '../model/exchange.ts'
import type { ProxyEvent } from '../model/event.ts'
import type { Pause } from '../model/paused.ts'
import { appendMessages } from './messages.ts'
import { foldRequestLeg, foldResponseLeg } from './legs.ts'
import { blankExchange, noTimings } from './blank.ts'

/** Heads of 1xx and failed attempts kept per exchange: a peer that repeats them for ever must not fill the memory. */
const largestList = 100

/** The exchange after the event, as a new object: `undefined` when the event belongs to none that is known, the same when nothing changed. */
export function reduceExchange(exchange: Exchange | undefined, event: ProxyEvent): Exchange | undefined {
  if (event.type === 'request' || event.type === 'malformed') return exchange ?? beginExchange(event)
  if (exchange === undefined) return undefined
  const next = { ...exchange }
  return foldEvent(next, event) ? next : exchange
}

/** Writes what the event says into the exchange; false when that is nothing new. */
export function foldEvent(exchange: Exchange, event: ProxyEvent): boolean {
  switch (event.type) {
    case 'upstream':
      return foldUpstream(exchange, event)
    case 'response':
      return foldResponseLeg(exchange, event)
    case 'end':
      return foldEnd(exchange, event)
    case 'message':
      return foldMessage(exchange, event.message)
    case 'attempt':
      return foldAttempt(exchange, event)
    case 'interim':
      return append(exchange, 'interim', event.head.status)
    case 'body':
      return foldChangedBody(exchange, event)
    case 'rule':
      return append(exchange, 'rules', event.trace)
    case 'fault':
      return append(exchange, 'faults', event.fault)
    case 'mark':
      return foldMark(exchange, event)
    case 'paused':
    case 'resumed':
      return foldPause(exchange, event)
    case 'request':
    case 'malformed':
    case 'tunnel-opened':
    case 'tunnel-closed':
    case 'tls-error':
    case 'warning':
    case 'listening':
    case 'forgotten':
    case 'health':
    case 'phase':
      return false
    default:
      return event satisfies never
  }
}

/** An exchange at its first event. */
export function beginExchange(event: Extract<ProxyEvent, { type: 'request' | 'malformed' }>): Exchange {
  const exchange = blankExchange(event)
  if (event.type === 'malformed') {
    exchange.unparsed = event.bytes
    exchange.method = event.method ?? ''
    exchange.url = event.url ?? ''
    exchange.error = event.failure
    return exchange
  }
  exchange.kind = event.kind
  exchange.method = event.head.method
  exchange.url = event.url
  exchange.legs = [{ request: event.head }]
  if (event.replayOf !== undefined) exchange.replayOf = event.replayOf
  if (event.site !== undefined) exchange.site = event.site
  return exchange
}

function foldUpstream(exchange: Exchange, event: Extract<ProxyEvent, { type: 'upstream' }>): true {
  foldRequestLeg(exchange, event.patches)
  exchange.upstream = event.upstream
  if (event.route !== undefined) exchange.route = event.route
  // After the end the timings are final: they come with it.
  if (exchange.endedAt === undefined) {
    const { dns, connect, tls } = event
    exchange.timings =
      dns === null && connect === null && tls === null
        ? noTimings
        : { dns, connect, tls, send: null, wait: null, receive: null }
  }
  return true
}

/** Only an attempt that answered is the exchange's upstream; one that failed before an answer is an attempt and no more. */
function foldAttempt(exchange: Exchange, event: Extract<ProxyEvent, { type: 'attempt' }>): true {
  const { attempt, beside } = event
  exchange.attempts = appended(exchange.attempts, attempt)
  if (attempt.failure === undefined || beside === true || exchange.status !== null) return true
  ;(exchange as { upstream: unknown }).upstream = undefined
  if (exchange.endedAt === undefined) exchange.timings = noTimings
  return true
}

function foldEnd(exchange: Exchange, event: Extract<ProxyEvent, { type: 'end' }>): boolean {
  if (exchange.endedAt !== undefined) return false
  exchange.endedAt = event.at
  exchange.outcome = event.outcome
  exchange.timings = event.timings
  exchange.requestBody = event.requestBody
  exchange.responseBody = event.responseBody
  if (event.error !== undefined) exchange.error = event.error
  if (event.route !== undefined) exchange.route = event.route
  return true
}

/** The upstream's version is what the last change of a request made, and what the first change of a response met. */
function foldChangedBody(exchange: Exchange, event: Extract<ProxyEvent, { type: 'body' }>): true {
  const { side, cause, body } = event
  const known = exchange.changedBodies?.[side]
  const upstream = side === 'request' || known === undefined ? body : known.upstream
  const changed = { causes: appended(known?.causes ?? [], cause), ...(upstream !== undefined && { upstream }) }
  exchange.changedBodies = { ...exchange.changedBodies, [side]: changed }
  return true
}

/** A tag counts once; several comments stand below each other. */
function foldMark(exchange: Exchange, { tags, comment, instead, marked }: Extract<ProxyEvent, { type: 'mark' }>): true {
  const next: Omit<Exchange, 'marked' | 'comment'> & { marked?: unknown; comment?: unknown } = exchange
  if (marked !== undefined) next.marked = marked === '' ? undefined : marked
  const all = instead ? tags : tags && [...new Set([...exchange.tags, ...tags])]
  if (all !== undefined) next.tags = all.slice(0, largestList)
  if (instead && comment !== undefined) next.comment = comment === '' ? undefined : comment
  else if (comment !== undefined) next.comment = [exchange.comment, comment].filter((text) => text).join('\n')
  return true
}

function foldMessage(exchange: Exchange, message: StreamMessage): true {
  appendMessages(exchange, [message])
  return true
}

function foldPause(exchange: Exchange, event: Extract<ProxyEvent, { type: 'paused' | 'resumed' }>): true {
  const [id, come] = event.type === 'paused' ? [event.pause.id, [event.pause]] : [event.pause, []]
  const pauses: readonly Pause[] = [...(exchange.paused ?? []).filter((pause) => pause.id !== id), ...come]
  ;(exchange as { paused: unknown }).paused = pauses.length === 0 ? undefined : pauses
  return true
}

function append<Key extends 'interim' | 'rules' | 'faults'>(
  exchange: Exchange,
  key: Key,
  item: Exchange[Key][number],
): true {
  exchange[key] = appended<unknown>(exchange[key], item) as Exchange[Key]
  return true
}

function appended<T>(list: readonly T[], item: T): readonly T[] {
  return list.length < largestList ? [...list, item] : list
}
