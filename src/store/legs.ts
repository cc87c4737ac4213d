/** Writing heads and patches into an exchange's legs and hops. Reading them back is `kit/legs`. */
import type { Exchange } from '../model/exchange.ts'
import type { ProxyEvent } from '../model/event.ts'
import type { Hop, Leg, Patch } from '../model/hop.ts'
import type { ResponseHead } from '../model/message.ts'
import { applyPatches } from '../kit/patch.ts'

const untouched: readonly Patch[] = Object.freeze([])

/** The request went out: leg 1 exists from here on. An untouched head is held again (a pointer), a changed one is its patches. */
export function foldRequestLeg(exchange: Exchange, patches: readonly Patch[]): void {
  const first = exchange.legs[0] ?? {}
  const sent: Leg = patches.length === 0 && first.request !== undefined ? { request: first.request } : {}
  const received = exchange.legs[1]?.response
  if (received !== undefined) sent.response = received
  const hop: Hop = { request: patches, response: exchange.hops[0]?.response ?? untouched }
  exchange.legs = [first, sent]
  exchange.hops = [hop]
}

/**
 * The final response head. With an upstream it is what the origin sent, and the patches lead to what the client got;
 * without one it is an answer of our own, of which only the client's leg has seen anything.
 */
export function foldResponseLeg(exchange: Exchange, event: Extract<ProxyEvent, { type: 'response' }>): boolean {
  if (exchange.status !== null) return false
  const { head, patches } = event
  const first = exchange.legs[0]
  exchange.status = head.status
  if (exchange.upstream === undefined) {
    exchange.legs = [answeredLeg(first, applyPatches(head, patches)), ...exchange.legs.slice(1)]
    return true
  }
  const origin = answeredLeg(exchange.legs[1], head)
  if (patches.length === 0) {
    exchange.legs = [answeredLeg(first, head), origin]
    return true
  }
  exchange.legs = [first ?? {}, origin]
  exchange.hops = [{ request: exchange.hops[0]?.request ?? untouched, response: patches }]
  return true
}

function answeredLeg(leg: Leg | undefined, response: ResponseHead): Leg {
  return leg?.request === undefined ? { response } : { request: leg.request, response }
}
