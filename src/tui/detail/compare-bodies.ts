/** The bodies of two exchanges compared, once: the answer is kept in the memory of the view, and another frame asked for when it is there. */
import { decodeBody } from '../../content/decode.ts'
import { type BodyDiff, diffBodies, type Side } from '../../content/diff-body.ts'
import { contentTypeOf } from '../../content/media-type.ts'
import { getFields } from '../../kit/fields.ts'
import { clientResponse } from '../../kit/legs.ts'
import type { BodyRecord, Exchange } from '../../model/exchange.ts'
import type { Fields } from '../../model/message.ts'
import type { TabView } from './tab.ts'

/** Bytes of content that are looked at. */
const maxBytes = 16 * 1024 * 1024

/** `none` when neither has a body; undefined while they are compared. */
export function comparedBodies(
  side: 'request' | 'response',
  a: Exchange,
  b: Exchange,
  { memory, redraw }: Pick<TabView, 'memory' | 'redraw'>,
): BodyDiff | 'none' | undefined {
  const [left, right] = [bodyOf(side, a), bodyOf(side, b)]
  if (left.size === 0 && right.size === 0) return 'none'
  const key = `bodies ${side} ${left.size} ${right.size}`
  if (memory.has(key)) return memory.get(key) as BodyDiff | undefined
  memory.set(key, undefined)
  void diffBodies(sideOf(left, fieldsOf(side, a)), sideOf(right, fieldsOf(side, b))).then((diff) => {
    memory.set(key, diff)
    redraw()
  })
  return undefined
}

function bodyOf(side: 'request' | 'response', exchange: Exchange): BodyRecord {
  return side === 'request' ? exchange.requestBody : exchange.responseBody
}

function fieldsOf(side: 'request' | 'response', exchange: Exchange): Fields {
  return (side === 'request' ? exchange.legs[0]?.request : clientResponse(exchange))?.fields ?? []
}

function sideOf({ chunks }: BodyRecord, fields: Fields): Side {
  const { bytes } = decodeBody(chunks, getFields(fields, 'content-encoding').join(','), maxBytes)
  return { bytes, type: contentTypeOf(fields) }
}
