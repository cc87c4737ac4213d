/** A message as a tab: its head, its body through a content view, its trailers; one long page of which the window is made. */
import { readableBytes } from '../../kit/readable.ts'
import { getFields } from '../../kit/fields.ts'
import type { Exchange } from '../../model/exchange.ts'
import type { Line } from '../parts/line.ts'
import { type BodyPane, type BodySource, bodyPane } from './body/body-pane.ts'
import { cursorIn, goalOf, moveCursor } from './cursor.ts'
import { headingLine } from './facts.ts'
import { hintLine } from './hints.ts'
import { fieldLines, shown } from './message.ts'
import { findIn, markAll } from './page-of.ts'
import type { DetailTab, TabPage, TabView } from './tab.ts'
import { wrapLine } from './wrap-line.ts'

export type MessageParts = {
  /** What stands before the body: what went wrong, the head. */
  head: readonly Line[]
  /** Absent when there is none to show. */
  body?: BodySource
  /** Whether more of it may come. */
  running: boolean
}

type Layout = { top: readonly Line[]; pane?: BodyPane; bottom: readonly Line[]; count: number }

export function messageTab(
  name: string,
  label: string,
  partsOf: (exchange: Exchange, width: number) => MessageParts,
): DetailTab {
  const layout = (exchange: Exchange, view: TabView) => layOut(partsOf(exchange, view.width), name, view)
  return {
    name,
    title: () => label,
    page: (exchange, view) => pageOf(layout(exchange, view), view),
    find(exchange, view, from, back) {
      const { search } = view
      return search === undefined ? undefined : find(layout(exchange, view), search, from, back)
    },
    key: (exchange, view, key) => press(layout(exchange, view), view, key),
  }
}

function layOut({ head, body, running }: MessageParts, name: string, view: TabView): Layout {
  if (body === undefined || body.body.size === 0) {
    const said: Line[] = running ? [[], [['the body is recorded when the exchange has ended', 'dim']]] : []
    const top = body === undefined ? head : [...head, ...said]
    const bottom = body === undefined ? [] : trailerLines(body, view.width)
    return { top, bottom, count: top.length + bottom.length }
  }
  const pane = bodyPane(view, name, body)
  pane.measure(view.width)
  const top = [...head, [], ...bodyHeading(pane, body, view)]
  const bottom = pane.complete ? trailerLines(body, view.width) : []
  return { top, pane, bottom, count: top.length + pane.count + bottom.length }
}

/** `── JSON  gzip 1.2 kB → 8 kB ──── v view ──`, and what is to be known before the rows. */
function bodyHeading({ opened, complete, count }: BodyPane, { body, fields }: BodySource, view: TabView): Line[] {
  const { width } = view
  if (opened === undefined) return [headingLine([['opening …', 'dim']], width)]
  const coding = getFields(fields, 'content-encoding').join(', ')
  const cut = body.kept < body.size ? `the first ${readableBytes(body.kept)} of ${readableBytes(body.size)}` : undefined
  const size = coding === '' ? '' : `${shown(coding)} ${readableBytes(body.kept)} → `
  const facts = [
    cut,
    `${size}${readableBytes(opened.bytes.length)}`,
    complete ? undefined : `${count.toLocaleString('en-US')}+ rows`,
  ]
  const title: Line = [
    [opened.view.label, 'bold'],
    [`  ${facts.filter((fact) => fact !== undefined).join(', ')}`, 'dim'],
  ]
  const notes = opened.notes.flatMap((note) => wrapLine([[shown(note), 'warning']], width))
  return [headingLine([...title, ['  '], ...hintLine(view, [[['v'], 'view']])], width), ...notes]
}

function trailerLines({ body: { trailers } }: BodySource, width: number): Line[] {
  if (trailers === undefined || trailers.length === 0) return []
  return [[], headingLine([['Trailers', 'bold']], width), ...fieldLines(trailers, width)]
}

function pageOf(layout: Layout, view: TabView): TabPage {
  const { top, pane, bottom, count } = layout
  const { from, height, width, search } = view
  const lines: Line[] = top.slice(from, from + height)
  const bodyFrom = Math.max(0, from - top.length)
  if (pane !== undefined && lines.length < height) lines.push(...pane.lines(bodyFrom, height - lines.length, width))
  const bottomFrom = from - top.length - (pane?.count ?? 0)
  if (lines.length < height && bottom.length > 0)
    lines.push(...bottom.slice(Math.max(0, bottomFrom), Math.max(0, bottomFrom) + height - lines.length))
  const page = { lines: markAll(lines, search), count }
  return pane?.folds ? { ...page, selected: cursorIn(view, count) } : page
}

function find({ top, pane, bottom }: Layout, search: RegExp, from: number, back: boolean): number | undefined {
  const bodyEnd = top.length + (pane?.count ?? 0)
  const inBody = (at: number) => {
    const row = pane?.find(search, at - top.length, back)
    return row === undefined ? undefined : top.length + row
  }
  const inTop = () => findIn(top, search, from, back)
  const inBottom = () => {
    const row = findIn(bottom, search, from - bodyEnd, back)
    return row === undefined ? undefined : bodyEnd + row
  }
  if (back)
    return (
      (from >= bodyEnd ? inBottom() : undefined) ??
      (from >= top.length ? inBody(Math.min(from, bodyEnd - 1)) : undefined) ??
      inTop()
    )
  return (
    (from < top.length ? inTop() : undefined) ??
    (from < bodyEnd ? inBody(Math.max(from, top.length)) : undefined) ??
    inBottom()
  )
}

function press({ top, pane, count }: Layout, view: TabView, key: string): boolean | number {
  if (pane === undefined) return false
  if (key === 'v') {
    pane.cycle()
    return true
  }
  if (!pane.folds) return false
  const at = cursorIn(view, count)
  const to = goalOf(key, at, count)
  if (to !== undefined) return moveCursor(view, to, count)
  if (key !== 'enter') return false
  const inBody = at >= top.length && at < top.length + pane.count
  view.memory.set('cursor', at)
  if (inBody) pane.fold(at - top.length)
  return true
}
