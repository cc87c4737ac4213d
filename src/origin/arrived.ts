/** A request as it arrived, as data for JSON: nothing folded, sorted or renamed. */
import { toPairs } from '../kit/fields.ts'
import type { Asked } from './page.ts'

export function arrivedHead({ request: { head }, context: { client } }: Asked) {
  const { method, target, version, scheme, authority, protocol, fields } = head
  return {
    method,
    target,
    version: `HTTP/${version}`,
    // h2 only: the pseudo fields that came beside the method and the path.
    ...(scheme !== undefined && { scheme }),
    ...(authority !== undefined && { authority }),
    ...(protocol !== undefined && { protocol }),
    fields: toPairs(fields),
    client: { address: client.address, port: client.port },
    tls: client.tls ?? null,
  }
}
