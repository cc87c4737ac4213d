/** An exchange at its first byte: every key present in one order, so that all exchanges share one shape and folding stays cheap. */
import type { BodyRecord, Exchange, Timings } from '../model/exchange.ts'
import type { ProxyEvent } from '../model/event.ts'

/** Every key of `Exchange` written out; what is not known yet is undefined, which readers cannot tell from absent. */
type Whole = { [K in keyof Exchange]-?: Exchange[K] | undefined }

const none: readonly never[] = Object.freeze([])
const noBody: BodyRecord = Object.freeze({ size: 0, chunks: none, kept: 0 })
const noMessages: Exchange['messageCount'] = Object.freeze({ up: 0, down: 0 })
/** Timings of an exchange of which no phase is known. */
export const noTimings: Timings = Object.freeze({
  dns: null,
  connect: null,
  tls: null,
  send: null,
  wait: null,
  receive: null,
})

/** A new exchange with nothing but its origins. Its maker may fill it in before showing it to anyone. */
export function blankExchange(event: Extract<ProxyEvent, { type: 'request' | 'malformed' }>): Exchange {
  const whole = {
    id: event.id,
    parent: event.parent,
    kind: 'http',
    mode: event.mode,
    startedAt: event.at,
    endedAt: undefined,
    client: event.client,
    upstream: undefined,
    method: '',
    url: '',
    status: null,
    outcome: undefined,
    error: undefined,
    legs: none,
    hops: none,
    interim: none,
    requestBody: noBody,
    responseBody: noBody,
    changedBodies: undefined,
    timings: noTimings,
    attempts: none,
    messages: none,
    messageCount: noMessages,
    rules: none,
    faults: none,
    profiles: none,
    cassette: null,
    marked: undefined,
    comment: undefined,
    tags: none,
    paused: undefined,
    replayOf: undefined,
    site: undefined,
    route: undefined,
    unparsed: undefined,
  } satisfies Whole
  return whole as unknown as Exchange
}
