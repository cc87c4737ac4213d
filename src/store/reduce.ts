/**
 * Events to exchanges, purely: the one place that says what an event means for the record of a conversation. Each fold
 * returns a new object and copies nothing deep. Events may come in any order (an early end, a message after it): what is
 * known is kept, what comes twice counts once, nothing throws.
 */
import type { Attempt, Exchange } from '../model/exchange.ts'
import type { ProxyEvent } from '../model/event.ts'
import { appendMessages } from './messages.ts'
import { foldRequestLeg, foldResponseLeg } from './legs.ts'
import { blankExchange } from './blank.ts'

/** Heads of 1xx and failed attempts kept per exchange: a peer that repeats them for ever must not fill the memory. */
const largestList = 100

/** The exchange after the event: `undefined` when the event belongs to none that is known, the same object when nothing changed. */
export function reduceExchange(exchange: Exchange | undefined, event: ProxyEvent): Exchange | undefined {
  if (event.type === 'request' || event.type === 'malformed') return exchange ?? begin(event)
  if (exchange === undefined) return undefined
  switch (event.type) {
    case 'upstream':
      return reduceUpstream(exchange, event)
    case 'response':
      return foldResponseLeg(exchange, event)
    case 'end':
      return reduceEnd(exchange, event)
    case 'message':
      return appendMessages(exchange, [event.message])
    case 'attempt':
      return reduceAttempt(exchange, event.attempt)
    case 'interim':
      return { ...exchange, interim: appended(exchange.interim, event.head.status) }
    case 'rule':
      return { ...exchange, rules: appended(exchange.rules, event.trace) }
    case 'fault':
      return { ...exchange, faults: appended(exchange.faults, event.fault) }
    case 'mark':
      return reduceMark(exchange, event)
    case 'tunnel-opened':
    case 'tunnel-closed':
    case 'tls-error':
    case 'warning':
    case 'listening':
      return exchange
    default:
      return event satisfies never
  }
}

function begin(event: Extract<ProxyEvent, { type: 'request' | 'malformed' }>): Exchange {
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
  return exchange
}

function reduceUpstream(exchange: Exchange, event: Extract<ProxyEvent, { type: 'upstream' }>): Exchange {
  const next = foldRequestLeg(exchange, event.patches)
  next.upstream = event.upstream
  // After the end the timings are final: they come with it.
  if (exchange.endedAt === undefined)
    next.timings = { dns: event.dns, connect: event.connect, tls: event.tls, send: null, wait: null, receive: null }
  return next
}

/** Only an attempt that answered is the exchange's upstream; one that failed before an answer is an attempt and no more. */
function reduceAttempt(exchange: Exchange, attempt: Attempt): Exchange {
  const next = { ...exchange, attempts: appended(exchange.attempts, attempt) }
  if (attempt.failure !== undefined && exchange.status === null) (next as { upstream: unknown }).upstream = undefined
  return next
}

function reduceEnd(exchange: Exchange, event: Extract<ProxyEvent, { type: 'end' }>): Exchange {
  if (exchange.endedAt !== undefined) return exchange
  const next = { ...exchange, endedAt: event.at, outcome: event.outcome, timings: event.timings }
  next.requestBody = event.requestBody
  next.responseBody = event.responseBody
  if (event.error !== undefined) next.error = event.error
  return next
}

/** A tag counts once; several comments stand below each other. */
function reduceMark(exchange: Exchange, { tags = [], comment }: Extract<ProxyEvent, { type: 'mark' }>): Exchange {
  const next = { ...exchange, tags: [...new Set([...exchange.tags, ...tags])].slice(0, largestList) }
  if (comment !== undefined) next.comment = [exchange.comment, comment].filter((text) => text).join('\n')
  return next
}

function appended<T>(list: readonly T[], item: T): readonly T[] {
  return list.length < largestList ? [...list, item] : list
}
