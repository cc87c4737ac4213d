/** Writing heads and patches into an exchange's legs and hops. Reading them back is `kit/legs`. */
import type { Exchange } from '../model/exchange.ts'
import type { ProxyEvent } from '../model/event.ts'
import type { Hop, Leg, Patch } from '../model/hop.ts'
import { applyPatches } from '../kit/patch.ts'

const untouched: readonly Patch[] = Object.freeze([])

/** The request went out: leg 1 exists from here on. An untouched head is held again (a pointer), a changed one is its patches. */
export function foldRequestLeg(exchange: Exchange, patches: readonly Patch[]): Exchange {
  const first = exchange.legs[0] ?? {}
  const sent: Leg = patches.length === 0 && first.request !== undefined ? { request: first.request } : {}
  const received = exchange.legs[1]?.response
  if (received !== undefined) sent.response = received
  const hop: Hop = { request: patches, response: exchange.hops[0]?.response ?? untouched }
  return { ...exchange, legs: [first, sent], hops: [hop] }
}

/**
 * The final response head. With an upstream it is what the origin sent, and the patches lead to what the client got;
 * without one it is an answer of our own, of which only the client's leg has seen anything.
 */
export function foldResponseLeg(exchange: Exchange, event: Extract<ProxyEvent, { type: 'response' }>): Exchange {
  if (exchange.status !== null) return exchange
  const { head, patches } = event
  const first = exchange.legs[0]
  const request = first?.request
  const next = { ...exchange, status: head.status }
  if (exchange.upstream === undefined) {
    const shown = applyPatches(head, patches)
    next.legs = [request === undefined ? { response: shown } : { request, response: shown }, ...exchange.legs.slice(1)]
    return next
  }
  const second = exchange.legs[1]
  const origin: Leg = second?.request === undefined ? { response: head } : { request: second.request, response: head }
  if (patches.length > 0) {
    next.legs = [first ?? {}, origin]
    next.hops = [{ request: exchange.hops[0]?.request ?? untouched, response: patches }]
    return next
  }
  next.legs = [request === undefined ? { response: head } : { request, response: head }, origin]
  return next
}
