/** How the upstreams of reverse routes are, and their circuit breakers: since when, by what it was found out, and why. */
import { readableDuration } from '../../kit/readable.ts'
import { sanitize } from '../../kit/sanitize.ts'
import { fit } from '../../kit/width.ts'
import type { HealthReport } from '../../store/index.ts'
import { wrapLine } from '../detail/wrap-line.ts'
import { timeOf } from '../list/row-line.ts'
import type { Line, Span, Style } from '../parts/line.ts'
import { lineWidth } from '../parts/spread.ts'

/** Columns of an upstream's name: longer ones are cut, and in a narrow panel what else is said has room. */
const longestName = 44
const shortestName = 20
const others = 50

const breakerName = 'circuit breaker'

/** Below each route its upstreams and its breaker; `reports` come in that order. */
export function healthLines(reports: readonly HealthReport[], now: number, columns: number): Line[] {
  const names = reports.map(({ upstream }) => sanitize(upstream ?? breakerName).length)
  const room = Math.max(shortestName, Math.min(longestName, columns - others))
  const width = Math.min(room, Math.max(0, ...names))
  const lines: Line[] = []
  let before: HealthReport | undefined
  for (const report of reports) {
    const { listener, route } = report
    const title: Line = [
      [sanitize(route), 'bold'],
      [listener === undefined ? '' : `  on ${sanitize(listener)}`, 'dim'],
    ]
    if (before?.route !== route || before.listener !== listener)
      lines.push(...(before === undefined ? [] : [[]]), title)
    before = report
    lines.push(...reportLines(report, width, now, columns))
  }
  return lines
}

/** Those that get no requests now, or hardly any. */
export function ailing(reports: readonly HealthReport[]): HealthReport[] {
  return reports.filter(({ state }) => state === 'unhealthy' || state === 'open')
}

function reportLines({ at, upstream, state, by, reason }: HealthReport, width: number, now: number, columns: number) {
  const { sign, style } = looks[state]
  const line: Span[] = [
    [`  ${sign} `, style],
    [`${fit(sanitize(upstream ?? breakerName), width)} `, upstream === undefined ? 'dim' : 'plain'],
    [state.padEnd(10), style],
    ['since ', 'dim'],
    [timeOf(at)],
    [` (${readableDuration(Math.max(0, now - at))})`, 'dim'],
    [upstream === undefined ? '' : `  by ${by}`, 'dim'],
  ]
  const why = sanitize(reason)
  if (lineWidth(line) + why.length + 2 <= columns) return [[...line, [`  ${why}`] as const]]
  return [line, ...wrapLine([['    '], [why]], columns, 4)]
}

const looks: Readonly<Record<HealthReport['state'], { sign: string; style: Style }>> = {
  healthy: { sign: '●', style: 'ok' },
  closed: { sign: '●', style: 'ok' },
  'half-open': { sign: '◐', style: 'warning' },
  open: { sign: '✗', style: 'serverError' },
  unhealthy: { sign: '✗', style: 'serverError' },
  forgotten: { sign: '·', style: 'dim' },
}
