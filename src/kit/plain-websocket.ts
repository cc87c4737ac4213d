/** A WebSocket's request without the offer of compression, so that its messages can be read and changed one by one. */
import type { Cause } from '../model/hop.ts'
import type { Request } from '../model/message.ts'
import { HeadEdit } from './edit-head.ts'
import { getFields } from './fields.ts'

const name = 'Sec-WebSocket-Extensions'

/** permessage-deflate compresses each message with those before it (RFC 7692 §7.2): one that is changed would spoil the rest. */
export function withoutCompression(request: Request, cause: Cause): Request {
  const offers = getFields(request.head.fields, name).flatMap((value) => value.split(','))
  const kept = offers.map((offer) => offer.trim()).filter((offer) => offer !== '' && !/^[\w-]*deflate\b/i.test(offer))
  if (kept.length === offers.length) return request
  const edit = new HeadEdit(request.head, cause)
  if (kept.length === 0) edit.remove(name)
  else edit.set(name, kept.join(', '))
  return { ...request, head: edit.head, patches: [...request.patches, ...edit.patches] }
}
