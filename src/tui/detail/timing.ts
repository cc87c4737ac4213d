/** Where the time went: the phases as bars, the attempts before the one that answered, and the connection they were on. */
import { formatAuthority } from '../../kit/authority.ts'
import { sumTimings } from '../../kit/sum-timings.ts'
import { readableBytes, readableDuration } from '../../kit/readable.ts'
import type { Attempt, Exchange, Timings, UpstreamInfo } from '../../model/exchange.ts'
import type { Line, Style } from '../parts/line.ts'
import { factLines, headingLine } from './facts.ts'
import { shown } from './message.ts'
import { pageOf } from './page-of.ts'
import type { DetailTab } from './tab.ts'
import { type Bar, barLines } from './waterfall.ts'

export const timingTab: DetailTab = {
  name: 'timing',
  title: () => 'Timing',
  page: (exchange, view) => pageOf(timingLines(exchange, view.now, view.width), view),
}

const phases: readonly (readonly [keyof Timings, string, Style])[] = [
  ['dns', 'dns', 'accent'],
  ['connect', 'connect', 'ok'],
  ['tls', 'tls', 'injected'],
  ['send', 'send', 'redirect'],
  ['wait', 'wait', 'warning'],
  ['receive', 'receive', 'ok'],
]

/** ms of an exchange that are in none of its phases, from which on they are worth a line. */
const worthSaying = 2

export function timingLines(exchange: Exchange, now: number, width: number): Line[] {
  const { startedAt, endedAt, attempts } = exchange
  const total = Math.max(0, (endedAt ?? now) - startedAt)
  return [
    ...factLines(
      [
        ['started', [timeOf(startedAt)]],
        ['took', [readableDuration(total), 'bold'], [endedAt === undefined ? ' so far' : '', 'dim']],
      ],
      width,
    ),
    [],
    ...barLines([...attemptBars(exchange), ...phaseBars(exchange, total)], total, width),
    ...attempts.flatMap((attempt, i) => attemptLines(attempt, i, width)),
    [],
    ...connectionLines(exchange, width),
  ]
}

/** With ms, where the user is. */
export function timeOf(at: number): string {
  return `${new Date(at).toTimeString().slice(0, 8)}.${String(Math.floor(at) % 1000).padStart(3, '0')}`
}

function attemptBars({ attempts, startedAt }: Exchange): Bar[] {
  return attempts.map(({ startedAt: at, timings }, i): Bar => {
    return {
      name: `attempt ${i + 1}`,
      from: Math.max(0, at - startedAt),
      ms: sumTimings(timings),
      style: 'serverError',
    }
  })
}

/** One behind the other. What is missing from the whole was spent here, nobody knows when. */
function phaseBars(exchange: Exchange, total: number): Bar[] {
  const { timings, endedAt, status, attempts, upstream } = exchange
  const bars: Bar[] = []
  let at = phasesFrom(exchange, total)
  // When none was answered, they are those of the last attempt, which has its bar.
  const own = upstream !== undefined || attempts.length === 0
  for (const [key, name, style] of phases) {
    const ms = timings[key]
    if (ms === null || !own) continue
    bars.push({ name, from: at, ms, style })
    at += ms
  }
  const rest = total - at
  if (endedAt === undefined) {
    const name = status === null ? 'waiting' : 'receiving'
    bars.push({ name, from: at, ms: Math.max(0, rest), style: 'dim', open: true })
  } else if (rest >= worthSaying) bars.push({ ms: rest, style: 'dim', ...restOf(exchange) })
  return bars
}

/** After the attempts, but for tries at once (hedging): then the phases end with the exchange. */
function phasesFrom({ timings, endedAt, attempts, startedAt, upstream }: Exchange, total: number): number {
  const from = Math.max(0, ...attempts.map((attempt) => attempt.startedAt - startedAt + sumTimings(attempt.timings)))
  if (upstream === undefined) return from
  if (attempts.some(({ failure }) => failure?.code === 'upstream_unwanted'))
    return endedAt === undefined ? 0 : Math.max(0, total - sumTimings(timings))
  return endedAt === undefined ? from : Math.min(from, Math.max(0, total - sumTimings(timings)))
}

/** What the rest of the time was for, as far as the record tells. */
function restOf({ kind, status, rules, faults, upstream }: Exchange): Pick<Bar, 'name' | 'note'> {
  if (kind !== 'http' && (status === 101 || status === 200))
    return { name: 'open', note: 'for what the two had to say' }
  if (rules.length + faults.length > 0) return { name: 'middlebox', note: 'in rules, pauses and faults' }
  if (upstream === undefined && status !== null) return { name: 'middlebox', note: 'answered here' }
  return { name: 'middlebox', note: 'in none of these phases' }
}

function attemptLines({ address, port, failure, reused }: Attempt, index: number, width: number): Line[] {
  const where = address === undefined || port === undefined ? 'no connection' : shown(formatAuthority(address, port))
  const heading = headingLine(
    [
      [`Attempt ${index + 1}`, 'bold'],
      [`  ${where}${reused ? ', on a kept connection' : ''}`, 'dim'],
    ],
    width,
  )
  return [
    [],
    heading,
    ...factLines([failure && ['failed', [shown(failure.message), 'serverError'], [`  ${failure.code}`, 'dim']]], width),
  ]
}

function connectionLines(
  { client, upstream, route, requestBody, responseBody, messageCount, endedAt }: Exchange,
  width: number,
): Line[] {
  const messages = messageCount.up + messageCount.down
  return factLines(
    [
      ['client', [formatAuthority(client.address, client.port)], [`  ${client.protocol}`, 'dim']],
      route === undefined ? undefined : ['route', [shown(route)]],
      upstream
        ? [
            'upstream',
            [formatAuthority(upstream.address, upstream.port)],
            [`  ${upstream.protocol}, ${connectionKind(upstream)}`, 'dim'],
          ]
        : ['upstream', ['none', 'dim']],
      upstream?.via === undefined ? undefined : ['parent', [shown(upstream.via)]],
      endedAt === undefined ? undefined : ['sent', [readableBytes(requestBody.size)], ['  of body', 'dim']],
      endedAt === undefined ? undefined : ['received', [readableBytes(responseBody.size)], ['  of body', 'dim']],
      messages === 0 ? undefined : ['messages', [`${messageCount.up} up, ${messageCount.down} down`]],
    ],
    width,
  )
}

function connectionKind({ reused }: UpstreamInfo): string {
  return reused ? 'a connection kept from before' : 'a new connection'
}
