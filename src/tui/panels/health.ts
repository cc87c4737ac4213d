/** How the upstreams of reverse routes are, and their circuit breakers: since when, by what it was found out, and why; and those nobody knows of. */
import { readableDuration } from '../../kit/readable.ts'
import { sanitize } from '../../kit/sanitize.ts'
import { fit } from '../../kit/width.ts'
import type { HealthSubject } from '../../model/route.ts'
import { type HealthReport, bySubject, subjectKey } from '../../store/index.ts'
import { wrapLine } from '../detail/wrap-line.ts'
import { timeOf } from '../list/row-line.ts'
import type { Line, Span, Style } from '../parts/line.ts'
import { lineWidth } from '../parts/spread.ts'

/** Columns of an upstream's name: longer ones are cut, and in a narrow panel what else is said has room. */
const longestName = 44
const shortestName = 20
const others = 50

const breakerName = 'circuit breaker'

/** Below each route its breaker and its upstreams, also those of which nothing was said. */
export function healthLines(
  subjects: readonly HealthSubject[],
  reports: readonly HealthReport[],
  now: number,
  columns: number,
): Line[] {
  const all = withSilent(subjects, reports)
  const names = all.map(({ upstream }) => sanitize(upstream ?? breakerName).length)
  const room = Math.max(shortestName, Math.min(longestName, columns - others))
  const width = Math.min(room, Math.max(0, ...names))
  const lines: Line[] = []
  let before: HealthReport | HealthSubject | undefined
  for (const one of all) {
    const { listener, route } = one
    const title: Line = [
      [sanitize(route), 'bold'],
      [listener === undefined ? '' : `  on ${sanitize(listener)}`, 'dim'],
    ]
    if (before?.route !== route || before.listener !== listener)
      lines.push(...(before === undefined ? [] : [[]]), title)
    before = one
    lines.push(...('state' in one ? reportLines(one, width, now, columns) : silentLines(one, width, columns)))
  }
  return lines
}

/** Those that get no requests now, or hardly any. */
export function ailing(reports: readonly HealthReport[]): HealthReport[] {
  return reports.filter(({ state }) => state === 'unhealthy' || state === 'open')
}

function withSilent(
  subjects: readonly HealthSubject[],
  reports: readonly HealthReport[],
): (HealthReport | HealthSubject)[] {
  const all = new Map<string, HealthReport | HealthSubject>()
  for (const one of [...subjects, ...reports]) all.set(subjectKey(one), one)
  return [...all.values()].sort(bySubject)
}

function reportLines({ at, upstream, state, by, reason }: HealthReport, width: number, now: number, columns: number) {
  const line: Span[] = [
    ...nameSpans(looks[state], upstream, width),
    [state.padEnd(10), looks[state].style],
    ['since ', 'dim'],
    [timeOf(at)],
    [` (${readableDuration(Math.max(0, now - at))})`, 'dim'],
    [upstream === undefined ? '' : `  by ${by}`, 'dim'],
  ]
  return withReason(line, [sanitize(reason)], columns)
}

/** A breaker begins closed; of an upstream nothing is known before somebody asks. */
function silentLines({ upstream, checked }: HealthSubject, width: number, columns: number): Line[] {
  if (upstream === undefined) {
    const { closed } = looks
    return withReason(
      [...nameSpans(closed, upstream, width), ['closed', closed.style]],
      ['it never opened', 'dim'],
      columns,
    )
  }
  const why = checked ? 'its first check is on its way' : 'its route has no health checks'
  const line: Line = [...nameSpans({ sign: '·', style: 'dim' }, upstream, width), ['not checked', 'dim']]
  return withReason(line, [why, 'dim'], columns)
}

function nameSpans({ sign, style }: Look, upstream: string | undefined, width: number): Span[] {
  return [
    [`  ${sign} `, style],
    [`${fit(sanitize(upstream ?? breakerName), width)} `, upstream === undefined ? 'dim' : 'plain'],
  ]
}

function withReason(line: Line, why: Span, columns: number): Line[] {
  const whole: Line = [...line, ['  '], why]
  return lineWidth(whole) <= columns ? [whole] : [line, ...wrapLine([['    '], why], columns, 4)]
}

type Look = { sign: string; style: Style }

const looks: Readonly<Record<HealthReport['state'], Look>> = {
  healthy: { sign: '●', style: 'ok' },
  closed: { sign: '●', style: 'ok' },
  'half-open': { sign: '◐', style: 'warning' },
  open: { sign: '✗', style: 'serverError' },
  unhealthy: { sign: '✗', style: 'serverError' },
  forgotten: { sign: '·', style: 'dim' },
}
