/** A request that came over HTTP/2, on its way to an HTTP/1 upstream: what HTTP/1 says in another way, with a patch for each change. */
import type { Patch } from '../../model/hop.ts'
import type { Request } from '../../model/message.ts'
import { joinCookies } from './fields.ts'

export function toHttp1Request(request: Request): Request {
  const patches: Patch[] = []
  const fields = joinCookies(request.head.fields, patches)
  return patches.length === 0
    ? request
    : { ...request, head: { ...request.head, fields }, patches: [...request.patches, ...patches] }
}
