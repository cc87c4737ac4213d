/** Bodies that were changed on their way, as they were on the upstream's side: HAR knows only what the client sent and got. */
import { legHeads } from '../kit/legs.ts'
import type { ChangedBody, Exchange } from '../model/exchange.ts'
import type { Head } from '../model/message.ts'
import type { Censor } from './censor.ts'
import type { HarChangedBody, HarLedger } from './shape.ts'
import { type Decode, writeBody } from './write-body.ts'

export function writeChangedBodies(
  exchange: Exchange,
  decode: Decode,
  censor: Censor,
): Pick<HarLedger, 'changedBodies'> {
  const { changedBodies } = exchange
  if (changedBodies === undefined) return {}
  const { request, response } = changedBodies
  const last = legHeads(exchange).at(-1)
  const write = (changed: ChangedBody, head: Head | undefined, place: string): HarChangedBody => {
    const { causes, upstream } = changed
    if (upstream === undefined) return { causes }
    const { content } = writeBody(upstream, head?.fields ?? [], decode, censor, place)
    return { causes, upstream: { bodySize: upstream.size, ...content } }
  }
  return {
    changedBodies: {
      ...(request && { request: write(request, last?.request, 'request body sent on') }),
      ...(response && { response: write(response, last?.response, 'response body as it came') }),
    },
  }
}
