/** The first rows: what we are, where we listen, what we pretend, inject, record or hold; how it goes; and what the list shows. */
import { readableShare } from '../../kit/readable.ts'
import { sanitize } from '../../kit/sanitize.ts'
import { listenersOf } from '../detail/remedy.ts'
import { ailing } from '../panels/health.ts'
import type { Line, Span } from '../parts/line.ts'
import { sparkline } from '../parts/sparkline.ts'
import { lineWidth, spread } from '../parts/spread.ts'
import type { Listener } from '../source.ts'
import { contextOf, type Scene } from './scene.ts'

export function headRows(scene: Scene, rows: number): Line[] {
  const { columns } = scene.ui.size
  const going = pulse(scene)
  // How it goes gives way to where we listen, but for the rate.
  const lines = [spread(identity(scene, columns - lineWidth(going.at(-1)!) - 1), going, columns)]
  if (rows > 1) lines.push(spread(filterLine(scene), [counts(scene)], columns))
  return lines
}

function identity({ source, ui, keymap }: Scene, room: number): Line {
  const { seed } = source.listening
  const spans: Span[] = []
  if (source.parent !== undefined) spans.push(['  parent ', 'dim'], [sanitize(source.parent)])
  spans.push(['  seed ', 'dim'], [seed.slice(0, 6)])
  const active = source.rules().filter(({ definition }) => definition.enabled)
  const faults = active.filter(({ definition }) => definition.do.some(({ action }) => action === 'fault')).length
  if (faults > 0) spans.push([`  ⚡${faults} fault${faults === 1 ? '' : 's'}`, 'injected'])
  const others = active.length - faults
  if (others > 0) spans.push([`  ${others} rule${others === 1 ? '' : 's'}`, 'dim'])
  const conditions = source.conditions()
  if (conditions !== undefined)
    spans.push([`  ⏷${conditions.down === 0 ? 'offline' : sanitize(conditions.origin)}`, 'injected'])
  const ill = ailing(source.store.health.list()).length
  const context = contextOf(ui)
  const health = context === 'field' ? undefined : keymap.keyOf(context, 'health')
  if (ill > 0) spans.push([`  ✗${ill} down`, 'serverError'], [health === undefined ? '' : ` ${health}`, 'key'])
  if (ui.intercept !== '')
    spans.push([`  ‖ ${sanitize(ui.intercept)}${ui.interceptOn ? '' : ' (off)'}`, ui.interceptOn ? 'warning' : 'dim'])
  const name: Span = [' middlebox', 'bold']
  return [name, ...listenerSpans(listenersOf(source), room - lineWidth([name, ...spans])), ...spans]
}

/** The first listener, and the others as far as there is room. */
function listenerSpans(listeners: readonly Listener[], room: number): Line {
  for (let shown = listeners.length; shown > 1; shown--) {
    const line = listed(listeners.slice(0, shown), listeners.length - shown)
    if (lineWidth(line) <= room) return line
  }
  return listed(listeners.slice(0, 1), listeners.length - 1)
}

function listed(listeners: readonly Listener[], hidden: number): Line {
  const spans = listeners.flatMap(({ mode, url }, at): Span[] => [
    [listeners[at - 1]?.mode === mode ? ' ' : `  ${mode} `],
    [shortUrl(url), 'accent'],
  ])
  return hidden === 0 ? spans : [...spans, [` +${hidden}`, 'dim']]
}

/** `:8080` for this machine, the whole address for others. */
function shortUrl(url: string): string {
  return url.replace(/^http:\/\/(127\.0\.0\.1|localhost|\[::1\])(?=:)/, '').replace(/^http:\/\//, '')
}

function pulse({ source, now, ui }: Scene): Line[] {
  const { requestsPerSecond, errorShare, latency } = source.store.metrics.pulse(now)
  const wide = ui.size.columns >= 120
  const rate =
    requestsPerSecond >= 9.95 ? String(Math.round(requestsPerSecond)) : requestsPerSecond.toFixed(1).replace(/\.0$/, '')
  const pieces: Line[] = []
  if (latency.p50 !== null && latency.p99 !== null)
    pieces.push([
      [`  p50 `, 'dim'],
      [milliseconds(latency.p50)],
      [' p99 ', 'dim'],
      [milliseconds(latency.p99)],
      [' ms', 'dim'],
    ])
  if (errorShare !== null)
    pieces.push([
      [`  ${readableShare(errorShare).replace(' ', '')}`, errorShare > 0 ? 'serverError' : 'plain'],
      [' err', 'dim'],
    ])
  if (wide) {
    const bars = sparkline(
      source.store.metrics.series(now, 20).map(({ requests }) => requests),
      20,
    )
    pieces.unshift([['  '], [bars, 'accent']])
  }
  pieces.push([[`  ${rate}`], [' req/s ', 'dim']])
  return pieces
}

function milliseconds(ms: number): string {
  return ms < 9.95 ? String(Number(ms.toFixed(1))) : ms.toFixed(0)
}

function filterLine({ ui, list, reading }: Scene): Line {
  const spans: Span[] = [[' ']]
  if (ui.filter === '') spans.push(['all', 'dim'])
  else spans.push(['filter ', 'dim'], [sanitize(ui.filter), 'accent'])
  if (ui.markedOnly) spans.push(['  only marked', 'accent'])
  if (ui.sort.column !== 'time' || ui.sort.descending)
    spans.push([`  by ${ui.sort.column} ${ui.sort.descending ? '↓' : '↑'}`, 'dim'])
  if (!ui.follow && ui.sort.column === 'time' && list.rows.length > 0) spans.push(['  not following (F)', 'dim'])
  const newer = reading === undefined || !ui.follow ? 0 : newerRows(list, ui)
  if (newer > 0) spans.push([`  ${newer.toLocaleString('en-US')} newer`, 'accent'])
  if (ui.taken !== undefined) spans.push(['  one taken: t on another compares', 'accent'])
  if (list.progress < 1) spans.push([`  filtering ${Math.floor(list.progress * 100)} %`, 'warning'])
  return spans
}

/** Rows that came after the one that is read, whether or not that is still one of them. */
function newerRows(list: Scene['list'], { cursor, place, sort }: Scene['ui']): number {
  if (sort.descending) return place
  return list.rows.length - place - (list.indexOf(cursor) >= 0 ? 1 : 0)
}

function counts({ list, source }: Scene): Line {
  const shown = list.rows.length
  const number = (count: number) => count.toLocaleString('en-US')
  const { evicted } = source.store.retention()
  const dropped = evicted > 0 ? `, ${number(evicted)} dropped` : ''
  const text =
    shown === list.total ? `${number(shown)}${dropped}` : `${number(shown)} of ${number(list.total)} shown${dropped}`
  return [[`  ${text} `, 'dim']]
}
