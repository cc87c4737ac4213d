/** The bodies on the upstream's side, read back from our own extension. */
import type { ChangedBody, Exchange } from '../model/exchange.ts'
import type { Cause, Leg } from '../model/hop.ts'
import type { Fields } from '../model/message.ts'
import { type Codec, readBody } from './read-body.ts'
import { listOf, member } from './source.ts'

/** `last` is the leg with the upstream; its heads say how the bodies are coded. */
export function readChangedBodies(
  value: unknown,
  last: Leg | undefined,
  codec: Codec,
): Pick<Partial<Exchange>, 'changedBodies'> {
  const read = (side: 'request' | 'response'): ChangedBody | undefined => {
    const changed = member(value, side)
    const causes = listOf(member(changed, 'causes')).filter((cause): cause is Cause => typeof cause === 'string')
    if (causes.length === 0) return undefined
    const written = member(changed, 'upstream')
    if (typeof written !== 'object' || written === null) return { causes }
    const fields: Fields = last?.[side]?.fields ?? []
    return { causes, upstream: readBody(written, { fields, size: member(written, 'bodySize'), codec, ours: true }) }
  }
  const [request, response] = [read('request'), read('response')]
  if (request === undefined && response === undefined) return {}
  return { changedBodies: { ...(request && { request }), ...(response && { response }) } }
}
