/** The way of a message over the legs of an exchange, in the direction it went. */
import { legHeads } from '../../../kit/legs.ts'
import type { Exchange } from '../../../model/exchange.ts'
import type { Patch } from '../../../model/hop.ts'
import type { Head } from '../../../model/message.ts'

export type Travel = {
  readonly side: 'request' | 'response'
  /** Where each leg begins and ends: one more than there are heads. */
  readonly nodes: readonly string[]
  readonly heads: readonly Head[]
  /** What was changed between neighbouring heads. */
  readonly hops: readonly (readonly Patch[])[]
}

/** Undefined when there is no head of it. */
export function requestTravel(exchange: Exchange): Travel | undefined {
  const heads: Head[] = []
  for (const { request } of legHeads(exchange)) {
    if (request === undefined) break
    heads.push(request)
  }
  if (heads.length === 0) return undefined
  const hops = heads.slice(1).map((_head, i) => exchange.hops[i]?.request ?? [])
  return { side: 'request', nodes: nodesOf(exchange).slice(0, heads.length + 1), heads, hops }
}

export function responseTravel(exchange: Exchange): Travel | undefined {
  const heads: Head[] = []
  const hops: (readonly Patch[])[] = []
  const legs = legHeads(exchange)
  let origin = legs.length
  for (let i = legs.length - 1; i >= 0; i--) {
    const { response } = legs[i]!
    if (response === undefined) continue
    if (heads.length === 0) origin = i + 1
    else hops.push(exchange.hops[i]?.response ?? [])
    heads.push(response)
  }
  if (heads.length === 0) return undefined
  return {
    side: 'response',
    nodes: nodesOf(exchange)
      .slice(0, origin + 1)
      .toReversed(),
    heads,
    hops,
  }
}

/** From the client on: every leg lies between two. Middlebox itself is the last hop. */
function nodesOf({ legs, profiles, upstream }: Exchange): string[] {
  const hops = Math.max(1, legs.length - 1)
  const middle = Array.from({ length: hops }, (_hop, i) => profiles[i] ?? 'middlebox')
  return ['client', ...middle, upstream?.via === undefined ? 'origin' : 'parent']
}
