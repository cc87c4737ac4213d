/** A recorded exchange as the events that would have made it, so that a store shows it like one that was seen. */
import type { ProxyEvent } from '../model/event.ts'
import type { Exchange } from '../model/exchange.ts'
import { legHeads } from '../kit/legs.ts'

/** In the order in which they would have come. */
export function eventsOf(exchange: Exchange): ProxyEvent[] {
  const { id, startedAt: at, timings, upstream, route, endedAt, marked, tags, comment } = exchange
  const [hop] = exchange.hops
  const origin = legHeads(exchange).at(-1)?.response
  const later = endedAt ?? at
  const events: ProxyEvent[] = [begin(exchange)]
  for (const attempt of exchange.attempts) events.push({ type: 'attempt', id, at, attempt })
  if (upstream !== undefined) {
    const { dns, connect, tls } = timings
    events.push({ type: 'upstream', id, at, upstream, route, patches: hop?.request ?? [], dns, connect, tls })
  }
  for (const trace of exchange.rules) events.push({ type: 'rule', id, at, trace })
  for (const fault of exchange.faults) events.push({ type: 'fault', id, at, fault })
  if (origin !== undefined)
    events.push({ type: 'response', id, at, head: origin, patches: hop?.response ?? [], stream: false })
  for (const message of exchange.messages) events.push({ type: 'message', id, at: message.at, message })
  for (const side of ['request', 'response'] as const) events.push(...changesOf(exchange, side, later))
  if (endedAt !== undefined) events.push(end(exchange, endedAt))
  if (tags.length > 0 || comment !== undefined || marked !== undefined)
    events.push({
      type: 'mark',
      id,
      at: later,
      tags,
      ...(comment !== undefined && { comment }),
      ...(marked !== undefined && { marked }),
    })
  return events
}

function changesOf({ id, changedBodies }: Exchange, side: 'request' | 'response', at: number): ProxyEvent[] {
  const { causes = [], upstream } = changedBodies?.[side] ?? {}
  return causes.map((cause) => ({ type: 'body', id, at, side, cause, ...(upstream && { body: upstream }) }))
}

function begin(exchange: Exchange): ProxyEvent {
  const { id, startedAt: at, parent, kind, mode, client, url, method, replayOf, unparsed, error } = exchange
  const shared = { id, at, mode, client, ...(parent !== undefined && { parent }) }
  if (unparsed !== undefined && error !== undefined)
    return { type: 'malformed', ...shared, bytes: unparsed, failure: error, method, url }
  const head = exchange.legs[0]?.request ?? { method, target: url, version: '1.1', fields: [] }
  return { type: 'request', ...shared, kind, head, url, ...(replayOf !== undefined && { replayOf }) }
}

function end({ id, outcome, error, route, requestBody, responseBody, timings }: Exchange, at: number): ProxyEvent {
  return {
    type: 'end',
    id,
    at,
    outcome: outcome ?? 'complete',
    ...(error !== undefined && { error }),
    ...(route !== undefined && { route }),
    requestBody,
    responseBody,
    timings,
  }
}
