/** The request of an exchange, as it can be sent again. */
import { getFields, hasField } from '../../../kit/fields.ts'
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
  const body = requestBody.size === 0 ? undefined : new Uint8Array(Buffer.concat(requestBody.chunks))
  const fields = sendable(head.fields, head.authority)
  return { method, url, fields, replayOf: id, ...(body && { body }), ...(site !== undefined && { site }) }
}

/** What was for us, the proxy, is not for the upstream; over h2 the host stands in no field. */
function sendable(fields: Fields, authority: string | undefined): Fields {
  const kept: string[] = []
  for (let i = 0; i < fields.length; i += 2) if (!/^proxy-/i.test(fields[i]!)) kept.push(fields[i]!, fields[i + 1]!)
  const cookies = getFields(kept, 'cookie')
  const joined = cookies.length < 2 ? kept : [...without(kept, 'cookie'), 'cookie', cookies.join('; ')]
  return authority === undefined || hasField(joined, 'host') ? joined : ['Host', authority, ...joined]
}

function without(fields: readonly string[], name: string): string[] {
  return fields.filter((_, index) => fields[index - (index % 2)]!.toLowerCase() !== name)
}

function cannot(message: string, hint?: string): MiddleboxError {
  return new MiddleboxError('usage', message, hint)
}
