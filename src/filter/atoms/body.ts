/** Atoms about bodies and messages: ~b ~bq ~bs. They search content with its coding undone, as far as it is kept. */
import { Buffer } from 'node:buffer'
import type { BodyRecord, Exchange, StreamMessage } from '../../model/exchange.ts'
import type { Fields } from '../../model/message.ts'
import { search } from '../atom.ts'
import type { Atom, FilterOptions, Tests } from '../atom.ts'
import type { Pattern } from '../pattern.ts'
import { bytesMatch } from '../text.ts'
import { requestFields, responseFields } from './head.ts'

const dotAll = { dotAll: true }
const defaultLimit = 1024 * 1024

type Side = 'up' | 'down'

export const bodyAtoms: readonly Atom[] = [
  search({
    name: 'b',
    from: 'mitmproxy',
    help: 'body of request or response, or a message',
    example: '~b "error.*timeout"',
    phase: 'response-body',
    needsBody: true,
    flags: dotAll,
    subject: 'a body',
    tests: (pattern, options) => sides(pattern, options, ['up', 'down']),
  }),
  search({
    name: 'bq',
    from: 'mitmproxy',
    help: 'body of the request, or a message from the client',
    example: '~bq "amount"',
    phase: 'request-body',
    needsBody: true,
    flags: dotAll,
    subject: "the request's body",
    tests: (pattern, options) => sides(pattern, options, ['up']),
  }),
  search({
    name: 'bs',
    from: 'mitmproxy',
    help: 'body of the response, or a message from the server',
    example: '~bs "<title>"',
    phase: 'response-body',
    needsBody: true,
    flags: dotAll,
    subject: "the response's body",
    tests: (pattern, options) => sides(pattern, options, ['down']),
  }),
]

function sides(pattern: Pattern, options: FilterOptions, wanted: readonly Side[]): Tests {
  const limit = options.maxBody ?? defaultLimit
  const inBody = (exchange: Partial<Exchange>, side: Side): boolean => {
    const record = side === 'up' ? exchange.requestBody : exchange.responseBody
    if (record === undefined || record.kept === 0) return false
    const fields = side === 'up' ? requestFields(exchange) : responseFields(exchange)
    return bytesMatch(pattern, content(record, fields, options), limit)
  }
  const inMessages = (exchange: Partial<Exchange>): boolean =>
    exchange.messages?.some(
      (message) => wanted.includes(message.direction) && messageMatches(pattern, message, exchange, options, limit),
    ) ?? false
  return { exchange: (exchange) => wanted.some((side) => inBody(exchange, side)) || inMessages(exchange) }
}

/** The decoded body, or the bytes as sent when there is no decoder or it has no answer. */
function content(record: BodyRecord, fields: Fields, options: FilterOptions): Uint8Array {
  return (
    options.decode?.(record, fields) ?? (record.chunks.length === 1 ? record.chunks[0]! : Buffer.concat(record.chunks))
  )
}

function messageMatches(
  pattern: Pattern,
  message: StreamMessage,
  exchange: Partial<Exchange>,
  options: FilterOptions,
  limit: number,
): boolean {
  if (message.kind !== 'text' && message.kind !== 'binary' && message.kind !== 'event') return false
  const data = message.compressed === true ? options.inflate?.(message, exchange) : undefined
  return bytesMatch(pattern, data ?? message.data, limit)
}
