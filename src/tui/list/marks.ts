/** The reasons to look at a row: what was injected, changed, held, repeated, or failed. */
import { earlierTries } from '../../kit/earlier-tries.ts'
import { sanitize } from '../../kit/sanitize.ts'
import type { Exchange } from '../../model/exchange.ts'
import type { Cause } from '../../model/hop.ts'
import type { Span } from '../parts/line.ts'

/** Changes that Middlebox makes for everybody are no news; what a rule, a profile or a person did is. */
const unasked: ReadonlySet<Cause> = new Set<Cause>([
  'hop-by-hop',
  'target-form',
  'host-from-target',
  'http-version',
  'framing',
  'h1-h2',
  'max-forwards',
  'route',
])

/** Heads' fields that somebody changed on the way, both directions, and bodies with their trailers: one each, as in the diff. */
export function countChanges(exchange: Exchange): number {
  const { changedBodies } = exchange
  let count = (changedBodies?.request === undefined ? 0 : 1) + (changedBodies?.response === undefined ? 0 : 1)
  for (const { request, response } of exchange.hops)
    for (const patch of [...request, ...response]) if (!unasked.has(patch.cause)) count++
  return count
}

/** What became of it beside its status: held, failed, injected, answered here. */
export function outcomeMarks({ faults, outcome, error, paused }: Exchange): Span[] {
  const marks: Span[] = []
  const held = paused?.[0]
  if (held !== undefined) marks.push([`‖${held.at} `, 'warning'])
  if (error !== undefined && outcome !== 'fault') marks.push([`✗${error.code} `, 'serverError'])
  else if (outcome === 'client_abort') marks.push(['✗client left ', 'dim'])
  for (const { name, applied } of faults) if (applied) marks.push([`⚡${sanitize(name)} `, 'injected'])
  if (outcome === 'mock') marks.push(['◇mock ', 'injected'])
  return marks
}

/** Tries at once are no reason for one another. */
function whichTry(exchange: Exchange): string {
  const earlier = earlierTries(exchange)
  return earlier === 0 ? 'hedged' : `${ordinal(earlier + 1)} try`
}

function ordinal(n: number): string {
  const teens = n % 100 >= 11 && n % 100 <= 13
  return `${n}${(teens ? undefined : ['th', 'st', 'nd', 'rd'][n % 10]) ?? 'th'}`
}

export function marksOf(exchange: Exchange): Span[] {
  const { replayOf, cassette, kind, messageCount, attempts, upstream, tags, comment } = exchange
  const marks: Span[] = []
  if (exchange.marked !== undefined) marks.push(['● ', 'accent'])
  marks.push(...outcomeMarks(exchange))
  const changes = countChanges(exchange)
  if (changes > 0) marks.push([`Δ${changes} `, 'changed'])
  if (kind === 'websocket' || messageCount.down > 0)
    marks.push([`≋↑${messageCount.up} ↓${messageCount.down} `, 'accent'])
  if (replayOf !== undefined) marks.push(['↺ ', 'accent'])
  if (cassette !== null) marks.push([`◦${cassette.result} `, 'accent'])
  if (attempts.length > 0 && upstream !== undefined) marks.push([`${whichTry(exchange)} `, 'dim'])
  for (const tag of tags) marks.push([`#${sanitize(tag)} `, 'accent'])
  if (comment !== undefined) marks.push([`“${sanitize(comment)}” `, 'dim'])
  return marks
}
