/** One exchange as JSON: what the contract's lines leave out is here, bodies and messages included. */
import { toPairs } from '../../../kit/fields.ts'
import { legHeads } from '../../../kit/legs.ts'
import { asUtf8 } from '../../../kit/utf8-text.ts'
import type { BodyRecord, Exchange, StreamMessage } from '../../../model/exchange.ts'
import type { RequestHead, ResponseHead } from '../../../model/message.ts'
import { contentOf, shownBody } from './shown-body.ts'

/** What a list shows. */
export function briefExchange(exchange: Exchange): object {
  const { id, kind, method, url, status, outcome, startedAt, endedAt, tags, comment, marked, paused, replayOf } =
    exchange
  return {
    id,
    kind,
    startedAt: new Date(startedAt).toISOString(),
    durationMs: endedAt === undefined ? null : Math.round((endedAt - startedAt) * 1000) / 1000,
    method,
    url: asUtf8(url),
    status,
    outcome: outcome ?? null,
    requestBytes: exchange.requestBody.size,
    responseBytes: exchange.responseBody.size,
    ...(tags.length > 0 && { tags }),
    ...(comment !== undefined && { comment }),
    ...(marked !== undefined && { marked }),
    ...(paused !== undefined && { paused: paused.map(({ id: pause, at }) => ({ id: pause, at })) }),
    ...(replayOf !== undefined && { replayOf }),
  }
}

/** The client's leg with its bodies, and the heads of the others. */
export function wholeExchange(exchange: Exchange): object {
  const legs = legHeads(exchange)
  const [own, ...others] = legs
  const { client, upstream, route, error, timings, rules, faults, hops, attempts, messages, messageCount } = exchange
  return {
    ...briefExchange(exchange),
    ...(exchange.parent !== undefined && { parent: exchange.parent }),
    client,
    upstream: upstream ?? null,
    ...(route !== undefined && { route }),
    ...(error !== undefined && { error }),
    request: withBody(own?.request, exchange.requestBody),
    response: withBody(own?.response, exchange.responseBody),
    legs: others.map(({ request, response }) => ({ request: head(request), response: head(response) })),
    hops,
    timings,
    attempts,
    rules,
    faults,
    ...(messages.length > 0 && { messageCount, messages: messages.map(shownMessage) }),
  }
}

function head(of: RequestHead | ResponseHead | undefined): object | null {
  if (of === undefined) return null
  const { fields, raw: _bytes, ...line } = of
  return { ...line, headers: toPairs(fields) }
}

function withBody(of: RequestHead | ResponseHead | undefined, body: BodyRecord): object | null {
  return of === undefined ? null : { ...head(of), body: shownBody(body, of.fields) }
}

function shownMessage({ data, at, ...message }: StreamMessage): object {
  return { ...message, at: new Date(at).toISOString(), ...contentOf(data) }
}
