/** A body that was changed on its way: a row like that of a field, and under it what differs, by what the bodies are. */
import { legHeads } from '../../../kit/legs.ts'
import { readableBytes } from '../../../kit/readable.ts'
import type { BodyRecord, ChangedBody, Exchange } from '../../../model/exchange.ts'
import type { Line, Span } from '../../parts/line.ts'
import { bodyLinesOnce, compareOnce, comparedOf } from '../compare-bodies.ts'
import type { TabView } from '../tab.ts'
import { wrapLine } from '../wrap-line.ts'
import { causeText } from './cause.ts'
import { withNote } from './right-note.ts'

/** Nothing when the body went through as it came. `context`: lines of text shown around those that changed. */
export function changedBodyLines(
  exchange: Exchange,
  side: 'request' | 'response',
  context: number,
  view: TabView,
): Line[] {
  const changed = exchange.changedBodies?.[side]
  if (changed === undefined) return []
  const row: Line = [['~ ', 'changed'], ['body: ', 'name'], ...said(exchange, side, changed)]
  const rows = withNote(wrapLine(row, view.width, 4), causeText(changed.causes), view.width)
  return [...rows, ...differences(exchange, side, changed, context, view)]
}

function said(exchange: Exchange, side: 'request' | 'response', { upstream }: ChangedBody): Span[] {
  if (exchange.endedAt === undefined) return [['changed; compared when the exchange is over', 'dim']]
  const own = comparedOf(side, exchange).body
  if (upstream === undefined)
    return [
      ['not read', 'removed'],
      [' → ', 'dim'],
      [readableBytes(own.size), 'added'],
    ]
  const [before, after] = side === 'request' ? [own, upstream] : [upstream, own]
  return [
    [readableBytes(before.size), 'removed'],
    [' → ', 'dim'],
    [readableBytes(after.size), 'added'],
  ]
}

function differences(
  exchange: Exchange,
  side: 'request' | 'response',
  { upstream }: ChangedBody,
  context: number,
  view: TabView,
): Line[] {
  if (exchange.endedAt === undefined || upstream === undefined) return []
  const own = comparedOf(side, exchange)
  const other = { body: upstream, fields: legHeads(exchange).at(-1)?.[side]?.fields ?? [] }
  const [before, after] = side === 'request' ? [own, other] : [other, own]
  const diff = compareOnce(`changed ${side}`, before, after, view)
  if (diff === undefined) return [[['    comparing …', 'dim']]]
  const lines = bodyLinesOnce(side, diff, context, { memory: view.memory, width: view.width - 4 })
  return [...cutLines(before.body, after.body), ...lines.map((line): Line => [['    '], ...line])]
}

function cutLines(...bodies: readonly BodyRecord[]): Line[] {
  return bodies.some(({ kept, size }) => kept < size)
    ? [[['    not all of it was kept: what is here is compared', 'dim']]]
    : []
}
