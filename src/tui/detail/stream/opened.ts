/** One message opened: its payload through the content views, as a page of its own in place of the list. */
import { readableBytes } from '../../../kit/readable.ts'
import type { StreamMessage } from '../../../model/exchange.ts'
import { spread } from '../../parts/spread.ts'
import type { Line } from '../../parts/line.ts'
import { type BodyPane, bodyPane } from '../body/body-pane.ts'
import { cursorIn, goalOf, moveCursor } from '../cursor.ts'
import { hintLine } from '../hints.ts'
import { markAll } from '../page-of.ts'
import type { TabPage, TabView } from '../tab.ts'
import { timeOf } from '../timing.ts'
import type { Inflater } from './inflate.ts'
import { previewOf } from './message-line.ts'

/** One line says what it is, one is empty. */
const above = 2

export function openedPage(view: TabView, message: StreamMessage, plain: Inflater): TabPage {
  const { from, height, width, search } = view
  const pane = paneOf(view, message, plain)
  pane?.measure(width)
  const head = headLines(message, pane, view)
  if (pane === undefined) {
    const lines: Line[] = [...head, [[previewOf(message, plain.plain(message))]]]
    return { lines: markAll(lines.slice(from, from + height), search), count: lines.length }
  }
  const lines = head.slice(from, from + height)
  lines.push(...pane.lines(Math.max(0, from - above), Math.max(0, height - lines.length), width))
  const count = above + pane.count
  const page = { lines: markAll(lines, search), count }
  return pane.folds ? { ...page, selected: cursorIn(viewOf(view, message), count) } : page
}

function headLines(
  { direction, kind, size, at, change }: StreamMessage,
  pane: BodyPane | undefined,
  view: TabView,
): Line[] {
  const way = direction === 'up' ? '↑ from the client' : '↓ to the client'
  const facts = [
    kind,
    readableBytes(size),
    timeOf(at),
    change,
    pane && (pane.opened?.view.label ?? 'opening …'),
    ...(pane?.opened?.notes ?? []),
  ]
  const said: Line = [
    [way, 'bold'],
    [`  ${facts.filter((fact) => fact !== undefined).join('  ')}`, 'dim'],
  ]
  return [
    spread(
      said,
      [
        hintLine(view, [
          [['v'], 'view'],
          [['q'], 'list'],
        ]),
      ],
      view.width,
    ),
    [],
  ]
}

/** Absent for what has no content of its own, or cannot be told. */
function paneOf(view: TabView, message: StreamMessage, plain: Inflater): BodyPane | undefined {
  const bytes = plain.plain(message)
  if (bytes === undefined || message.kind === 'close' || bytes.length === 0) return undefined
  const whole = message.compressed || message.data.length >= message.size
  const body = { size: whole ? bytes.length : message.size, kept: bytes.length, chunks: [bytes] }
  // Server-sent events have a view that knows their fields.
  const fields = message.kind === 'event' ? ['content-type', 'text/event-stream'] : []
  return bodyPane(viewOf(view, message), 'pane', { body, fields, path: '' })
}

/** With a memory of its own, for as long as this message is the one that is open. */
function viewOf(view: TabView, message: StreamMessage): TabView {
  const kept = view.memory.get('opened') as { message: StreamMessage; memory: TabView['memory'] } | undefined
  if (kept?.message === message) return { ...view, memory: kept.memory }
  const memory: TabView['memory'] = new Map()
  view.memory.set('opened', { message, memory })
  return { ...view, memory }
}

export function openedKey(view: TabView, message: StreamMessage, plain: Inflater, key: string): boolean | number {
  const pane = paneOf(view, message, plain)
  // Neighbours of the exchange must not come when a message is read.
  if (pane === undefined) return key === 'space'
  if (key === 'v') {
    pane.cycle()
    return true
  }
  if (!pane.folds) return key === 'space'
  const inside = viewOf(view, message)
  const count = above + pane.count
  const at = cursorIn(inside, count)
  const to = goalOf(key, at, count)
  if (to !== undefined) return moveCursor(inside, to, count)
  if (key !== 'enter' && key !== 'space') return false
  inside.memory.set('cursor', at)
  if (at >= above) pane.fold(at - above)
  return true
}

export function findOpened(
  view: TabView,
  message: StreamMessage,
  plain: Inflater,
  from: number,
  back: boolean,
): number | undefined {
  const row = paneOf(view, message, plain)?.find(view.search!, from - above, back)
  return row === undefined ? undefined : row + above
}
