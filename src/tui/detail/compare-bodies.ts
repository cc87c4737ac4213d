/** Two bodies compared, once: the answer is kept in the memory of the view, and another frame asked for when it is there. */
import { decodeBeside } from '../../content/decode-beside.ts'
import { type BodyDiff, diffBodies, type Side } from '../../content/diff-body.ts'
import { contentTypeOf } from '../../content/media-type.ts'
import { getFields } from '../../kit/fields.ts'
import { clientResponse } from '../../kit/legs.ts'
import type { BodyRecord, Exchange } from '../../model/exchange.ts'
import type { Fields } from '../../model/message.ts'
import type { Line } from '../parts/line.ts'
import { bodyDiffLines } from './diff/body-lines.ts'
import type { TabView } from './tab.ts'

/** A body and the fields of the head that it came with. */
export type Compared = { body: BodyRecord; fields: Fields }

/** What of the view is needed to wait for an answer. */
export type Waiting = Pick<TabView, 'memory' | 'redraw'>

/** Bytes of content that are looked at. */
const maxBytes = 16 * 1024 * 1024

/** What one line with its spans costs in memory, near enough. */
const lineBytes = 400

/** Of two exchanges. `none` when neither has a body; undefined while they are compared. */
export function comparedBodies(
  side: 'request' | 'response',
  a: Exchange,
  b: Exchange,
  waiting: Waiting,
): BodyDiff | 'none' | undefined {
  const [left, right] = [comparedOf(side, a), comparedOf(side, b)]
  return left.body.size === 0 && right.body.size === 0 ? 'none' : compareOnce(side, left, right, waiting)
}

/** Undefined while they are compared; `name` tells those of one view apart. */
export function compareOnce(
  name: string,
  left: Compared,
  right: Compared,
  { memory, redraw }: Waiting,
): BodyDiff | undefined {
  const key = `bodies ${name} ${left.body.size} ${right.body.size}`
  const kept = memory.get(key) as { diff: BodyDiff | undefined; bytes: number } | undefined
  if (kept !== undefined) return kept.diff
  const comparing = { diff: undefined as BodyDiff | undefined, bytes: 0 }
  memory.set(key, comparing)
  void compare(left, right, (bytes) => (comparing.bytes = bytes)).then((diff) => {
    comparing.diff = diff
    redraw()
  })
  return undefined
}

/** One body after the other: each may take a thread. */
async function compare(left: Compared, right: Compared, weigh: (bytes: number) => void): Promise<BodyDiff> {
  const [before, after] = [await sideOf(left), await sideOf(right)]
  weigh(before.bytes.length + after.bytes.length)
  return diffBodies(before, after)
}

/** The lines of a comparison, made once for each width and context: there can be very many. */
export function bodyLinesOnce(
  name: string,
  diff: BodyDiff,
  context: number,
  { memory, width }: Pick<TabView, 'memory' | 'width'>,
): readonly Line[] {
  const key = `body lines ${name}`
  const kept = memory.get(key) as { diff: BodyDiff; context: number; width: number; lines: Line[] } | undefined
  if (kept?.diff === diff && kept.context === context && kept.width === width) return kept.lines
  const lines = bodyDiffLines(diff, context, width)
  memory.set(key, { diff, context, width, lines, bytes: lines.length * lineBytes })
  return lines
}

/** As the client sent or got it. */
export function comparedOf(side: 'request' | 'response', exchange: Exchange): Compared {
  return side === 'request'
    ? { body: exchange.requestBody, fields: exchange.legs[0]?.request?.fields ?? [] }
    : { body: exchange.responseBody, fields: clientResponse(exchange)?.fields ?? [] }
}

async function sideOf({ body: { chunks }, fields }: Compared): Promise<Side> {
  const { bytes } = await decodeBeside(chunks, getFields(fields, 'content-encoding').join(','), maxBytes)
  return { bytes, type: contentTypeOf(fields) }
}
