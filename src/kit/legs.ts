/** Reading the hop ledger: the head of every leg, those not held made from their neighbour's by its patches. */
import type { Exchange } from '../model/exchange.ts'
import type { Leg } from '../model/hop.ts'
import type { ResponseHead } from '../model/message.ts'
import { applyPatches } from './patch.ts'

/** Every leg, client first, with whatever heads are known: held ones as they are, others made on the spot. */
export function legHeads(exchange: Exchange): Leg[] {
  const legs = exchange.legs.map((leg): Leg => ({ ...leg }))
  for (let i = 1; i < legs.length; i++) {
    const leg = legs[i]!
    const before = legs[i - 1]!.request
    const hop = exchange.hops[i - 1]
    if (leg.request === undefined && before !== undefined && hop !== undefined)
      leg.request = applyPatches(before, hop.request)
  }
  for (let i = legs.length - 2; i >= 0; i--) {
    const leg = legs[i]!
    const before = legs[i + 1]!.response
    const hop = exchange.hops[i]
    if (leg.response === undefined && before !== undefined && hop !== undefined)
      leg.response = applyPatches(before, hop.response)
  }
  return legs
}

/** The response head as the client got it. */
export function clientResponse(exchange: Exchange): ResponseHead | undefined {
  return exchange.legs[0]?.response ?? legHeads(exchange)[0]?.response
}
