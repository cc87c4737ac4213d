/** The last lines of a session for people: how much, how well, how fast, and what was lost. */
import type { Outcome } from '../model/exchange.ts'
import { readableBytes, readableDuration, readableShare } from '../kit/readable.ts'
import { explainNothing, type Advice } from './advice.ts'
import { summaryLine, type Totals } from './line.ts'
import type { SummaryLine } from './line-schema.ts'
import type { Paint } from './paint.ts'

const outcomes: Record<Outcome, string> = {
  complete: 'complete',
  mock: 'mocked',
  fault: 'ended by a fault',
  refused: 'refused',
  upstream_error: 'failed upstream',
  client_abort: 'left by the client',
}

/** `advice` is given where nothing at all would be a surprise. */
export function formatSummary(totals: Totals, paint: Paint, advice?: Advice): string {
  const line = summaryLine(totals)
  const rows = [
    row('outcomes', outcomeParts(line), paint),
    row(
      'statuses',
      Object.entries(line.statuses).map(([name, count]) => count > 0 && `${name} ${count}`),
      paint,
    ),
    row('answered', latencyParts(line), paint),
    row(
      'bodies',
      line.finished > 0 && [`${readableBytes(line.requestBytes)} up`, `${readableBytes(line.responseBytes)} down`],
      paint,
    ),
    row('also', alsoParts(line), paint),
    lostRow(line, paint),
  ]
  const seen = [
    counted(line.exchanges - line.connects, 'exchange'),
    ...(line.connects > 0 ? [counted(line.connects, 'CONNECT')] : []),
  ]
  const head = `${paint('bold', 'summary  ')} ${seen.join(', ')} in ${readableDuration(line.durationMs)}`
  if (advice !== undefined && line.exchanges + line.tlsErrors === 0)
    rows.push(`${paint('dim', 'why'.padEnd(9))} ${explainNothing(advice)}`)
  return [head, ...rows.filter((text) => text !== undefined)].join('\n')
}

/** A name and what there is to say about it; nothing when there is nothing. */
function row(name: string, parts: false | readonly (string | false)[], paint: Paint): string | undefined {
  const said = parts === false ? [] : parts.filter((part) => part !== false)
  return said.length === 0 ? undefined : `${paint('dim', name.padEnd(9))} ${said.join(', ')}`
}

function outcomeParts(line: SummaryLine): (string | false)[] {
  const running = line.exchanges - line.finished - line.lost.exchanges
  return [
    ...Object.entries(outcomes).map(([key, word]) => {
      const count = line.outcomes[key as Outcome]
      return count > 0 && `${count} ${word}`
    }),
    running > 0 && `${running} unfinished`,
    line.errorShare !== null && `${readableShare(line.errorShare)} errors`,
  ]
}

function latencyParts({ latencyMs: { p50, p90, p99, max } }: SummaryLine): false | string[] {
  if (p50 === null || p90 === null || p99 === null) return false
  return Object.entries({ p50, p90, p99, max }).map(([name, ms]) => `${name} ${readableDuration(ms)}`)
}

function alsoParts(line: SummaryLine): (string | false)[] {
  return [
    line.websockets > 0 && counted(line.websockets, 'WebSocket'),
    line.tunnels > 0 && counted(line.tunnels, 'tunnel'),
    line.tlsErrors > 0 && counted(line.tlsErrors, 'TLS failure'),
    line.warnings > 0 && counted(line.warnings, 'warning'),
  ]
}

function lostRow({ lost }: SummaryLine, paint: Paint): string | undefined {
  if (lost.lines === 0 && lost.exchanges === 0) return undefined
  const lines = `${counted(lost.lines, 'line')} not written`
  return paint('red', `${'lost'.padEnd(9)} ${lines}, ${counted(lost.exchanges, 'exchange')} dropped before the end`)
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
