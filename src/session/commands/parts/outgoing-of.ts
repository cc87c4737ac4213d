/** The request of an exchange, as it can be sent again. */
import { getField, hasField } from '../../../kit/fields.ts'
import { joinCookies } from '../../../kit/join-cookies.ts'
import { MiddleboxError } from '../../../model/errors.ts'
import type { Exchange } from '../../../model/exchange.ts'
import type { Fields } from '../../../model/message.ts'
import type { OutgoingRequest } from '../../../model/outgoing.ts'

/** @throws MiddleboxError usage when it cannot be repeated as it was */
export function outgoingOf(exchange: Exchange): OutgoingRequest {
  const { id, kind, method, url, requestBody, site } = exchange
  const head = exchange.legs[0]?.request
  if (head === undefined || kind === 'connect')
    throw cannot(
      `Expected an exchange with a request that can be sent, got ${kind === 'connect' ? 'a CONNECT' : 'one that could not be read'}.`,
    )
  if (requestBody.kept < requestBody.size)
    throw cannot(
      `Expected a body that is kept in full, got ${requestBody.kept} of ${requestBody.size} bytes.`,
      'Raise --max-body.',
    )
  const told = Number(getField(head.fields, 'content-length') ?? 0)
  if (told > requestBody.size)
    throw cannot(
      `Expected a body that came in full, got ${requestBody.size} of ${told} bytes.`,
      'Its sender stopped before the end.',
    )
  const body = requestBody.size === 0 ? undefined : new Uint8Array(Buffer.concat(requestBody.chunks))
  const fields = sendable(head.fields, head.authority)
  return { method, url, fields, replayOf: id, ...(body && { body }), ...(site !== undefined && { site }) }
}

/** What was for us, the proxy, is not for the upstream; over h2 the host stands in no field. */
function sendable(fields: Fields, authority: string | undefined): Fields {
  const kept: string[] = []
  for (let i = 0; i < fields.length; i += 2) if (!/^proxy-/i.test(fields[i]!)) kept.push(fields[i]!, fields[i + 1]!)
  const joined = joinCookies(kept)
  return authority === undefined || hasField(joined, 'host') ? joined : ['Host', authority, ...joined]
}

function cannot(message: string, hint?: string): MiddleboxError {
  return new MiddleboxError('usage', message, hint)
}
