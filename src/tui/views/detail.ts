/** The detail of the selected row: a title, the tabs, and the lines of one of them. */
import { searchPattern } from '../../filter/index.ts'
import { sanitize } from '../../kit/sanitize.ts'
import { asUtf8 } from '../../kit/utf8-text.ts'
import { widthOf } from '../../kit/width.ts'
import type { Exchange, TlsFailure, Tunnel } from '../../model/exchange.ts'
import { asideLines, detailTabs, type DetailTab, type TabPage, type TabView } from '../detail/index.ts'
import { outcomeMarks } from '../list/marks.ts'
import { remedyFor } from '../detail/remedy.ts'
import { asExchange } from '../list/row.ts'
import { middle, statusSpan } from '../list/row-line.ts'
import type { Line, Span } from '../parts/line.ts'
import { lineWidth, spread } from '../parts/spread.ts'
import { type Area, detailRows } from './layout.ts'
import { type RegionRow, fillRows, plainRows } from './region.ts'
import type { Scene } from './scene.ts'

export function tabsOf(exchange: Exchange): readonly DetailTab[] {
  return detailTabs.filter((tab) => tab.fits?.(exchange) !== false)
}

export function detailView(scene: Scene, area: Area): RegionRow[] {
  const subject = scene.reading?.subject
  if (subject === undefined)
    return fillRows([{ line: rule(area.columns) }, { line: [['  nothing is selected', 'dim']] }], area.rows)
  const exchange = asExchange(subject)
  if (exchange === undefined)
    return fillRows(
      plainRows([rule(area.columns), [], ...aside(scene, subject as Tunnel | TlsFailure, area)]),
      area.rows,
    )
  const tabs = tabsOf(exchange)
  const tab = tabs[Math.min(scene.ui.detail.tab, tabs.length - 1)]!
  const page = tab.page(exchange, tabView(scene, exchange, tab, area))
  const selected = (page.selected ?? -1) - (page.from ?? scene.ui.detail.from)
  const ground = scene.ui.focus === 'detail' ? 'selected' : 'selectedAway'
  const rows = page.lines.map((line, i): RegionRow => ({ line: [[' '], ...line], ...(i === selected && { ground }) }))
  const title = titleOf(exchange, scene.reading?.kept !== false, area.columns)
  return fillRows(
    [{ line: ruled(title, area.columns) }, { line: tabRow(exchange, tabs, tab, area.columns, page, scene) }, ...rows],
    area.rows,
  )
}

export function tabView(scene: Scene, exchange: Exchange, tab: DetailTab, area: Area): TabView {
  const { from, search } = scene.ui.detail
  return {
    from,
    height: detailRows(area),
    width: area.columns - 2,
    search: search === '' ? undefined : searchOf(search),
    now: scene.now,
    memory: scene.memory(tab.name, exchange.id),
    keyOf: (usual) => scene.keymap.shownInTab(tab.name, usual),
    redraw: () => scene.redraw(),
  }
}

/** As typed, without regard to case; what is no expression, or one that some text makes slow, is searched for as it stands. */
export function searchOf(text: string): RegExp {
  try {
    return searchPattern(text)
  } catch {
    return new RegExp(text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'), 'gi')
  }
}

/** Why it is searched for as it stands; undefined where it is taken for an expression. */
export function searchedAsText(text: string): string | undefined {
  try {
    searchPattern(text)
    return undefined
  } catch (error) {
    return (error as Error).message.replace(/^got /, '')
  }
}

function tabRow(
  exchange: Exchange,
  tabs: readonly DetailTab[],
  current: DetailTab,
  columns: number,
  { count, from, selected }: TabPage,
  { ui }: Scene,
): Line {
  const spans: Span[] = [[' ']]
  tabs.forEach((tab, index) => {
    const title = tab.title(exchange)
    spans.push(
      [`${index + 1} `, 'dim'],
      [title, tab === current ? (ui.focus === 'detail' ? 'key' : 'bold') : 'dim'],
      ['   '],
    )
  })
  const at = Math.min(count, (selected ?? from ?? ui.detail.from) + 1)
  const place = count > 0 ? `${at.toLocaleString('en-US')}/${count.toLocaleString('en-US')} ` : ''
  return spread(spans, [[[place, 'dim']]], columns)
}

/** Which tab's title stands in this column of their row. */
export function tabAt(exchange: Exchange, column: number): number | undefined {
  let at = 1
  for (const [index, tab] of tabsOf(exchange).entries()) {
    const width = 2 + widthOf(tab.title(exchange))
    if (column >= at && column < at + width) return index
    at += width + 3
  }
  return undefined
}

/** What it is and what became of it; where there is little room the protocols go first, then the middle of the URL. */
function titleOf(exchange: Exchange, kept: boolean, columns: number): Line {
  const url = sanitize(asUtf8(exchange.url))
  const before: Line = [
    [kept ? '' : ' no longer kept ', 'warning'],
    [` ${sanitize(exchange.method)} `, 'bold'],
  ]
  const marks = outcomeMarks(exchange)
  // A failure with its code says that there is no status, too.
  const told = exchange.status === null && marks.some(([text]) => text.startsWith('✗'))
  const outcome: Span[] = [['  '], ...(told ? [] : [statusSpan(exchange), [' '] as const]), ...marks]
  const legs: Span[] = [[` ${protocols(exchange)}`, 'dim']]
  const room = columns - lineWidth([...before, ...outcome])
  const fits = widthOf(url) + lineWidth(legs) <= room
  return [...before, [middle(url, Math.max(0, room)), 'bold'], ...outcome, ...(fits ? legs : [])]
}

function rule(columns: number): Line {
  return [['─'.repeat(columns), 'dim']]
}

/** The title, and a rule for what it leaves. */
function ruled(title: Line, columns: number): Line {
  const used = lineWidth(title) + 1
  return used >= columns ? title : [...title, [` ${'─'.repeat(columns - used)}`, 'dim']]
}

function protocols({ client, upstream }: Exchange): string {
  const short = (name: string) => name.replace('http/', 'h')
  return upstream === undefined ? short(client.protocol) : `${short(client.protocol)} → ${short(upstream.protocol)}`
}

/** A tunnel or a failed handshake. */
function aside(scene: Scene, subject: Tunnel | TlsFailure, { columns }: Area): Line[] {
  const remedy = remedyFor(scene.source, 'failure' in subject ? subject : undefined)
  const lines = asideLines(subject, scene.now, columns - 2, remedy)
  return lines.map((line): Line => [[' '], ...line])
}
