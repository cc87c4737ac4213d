/**
 * What changed on the way, with the cause of every change: the legs beside each other where there is room, one hop below the
 * other where there is none.
 */
import type { Exchange } from '../../model/exchange.ts'
import type { Line } from '../parts/line.ts'
import { spread } from '../parts/spread.ts'
import { changedBodyLines } from './diff/changed-body.ts'
import { contextSteps } from './diff/context.ts'
import { type DiffState, detailOf, diffKey, diffState } from './diff/diff-state.ts'
import { inlineHops } from './diff/inline.ts'
import { columnsIn, sideBySide } from './diff/side-by-side.ts'
import { interestOf, tracksOf } from './diff/tracks.ts'
import { requestTravel, responseTravel, type Travel } from './diff/travel.ts'
import { headingLine } from './facts.ts'
import { type Hint, hintLine } from './hints.ts'
import { findIn, pageOf } from './page-of.ts'
import type { DetailTab, TabView } from './tab.ts'

/** Columns of the tab from which legs stand beside each other. */
export const wideFrom = 110

export const diffTab: DetailTab = {
  name: 'diff',
  title(exchange) {
    const count = countChanges(exchange)
    return count === 0 ? 'Diff' : `Diff ${count}`
  },
  page: (exchange, view) => pageOf(linesOf(exchange, view), view),
  find: (exchange, view, from, back) =>
    view.search === undefined ? undefined : findIn(linesOf(exchange, view), view.search, from, back),
  key(exchange, view, key) {
    const state = stateOf(view)
    return key === '[' || key === ']' ? moveLegs(exchange, view, state, key === ']' ? 1 : -1) : diffKey(state, key)
  },
}

function stateOf(view: TabView): DiffState {
  return diffState(view, view.width >= wideFrom)
}

/** Fields, parts of the start lines and bodies that are not what they were; spelling and order do not count. */
export function countChanges(exchange: Exchange): number {
  return travelsOf(exchange).reduce((sum, { side, heads, hops }) => {
    const body = hops.length > 0 && exchange.changedBodies?.[side] !== undefined
    return sum + tracksOf(heads, hops).filter((track) => interestOf(track) === 'change').length + (body ? 1 : 0)
  }, 0)
}

function travelsOf(exchange: Exchange): Travel[] {
  return [requestTravel(exchange), responseTravel(exchange)].filter((travel) => travel !== undefined)
}

function linesOf(exchange: Exchange, view: TabView): Line[] {
  const state = stateOf(view)
  const count = countChanges(exchange)
  const said: Line = [[count === 0 ? 'nothing changed' : `${count} ${count === 1 ? 'change' : 'changes'}`, 'bold']]
  const keys = hintLine(view, [
    [['{', '}'], 'context'],
    [['o'], state.only ? 'all' : 'changes only'],
    ...legKeys(exchange, view),
  ])
  const travels = travelsOf(exchange)
  const lines: Line[] = [spread(said, [keys], view.width)]
  const context = state.only ? 0 : contextSteps[state.step]!
  for (const travel of travels) {
    if (travel.hops.length === 0) continue
    lines.push(...travelLines(travel, state, view), ...changedBodyLines(exchange, travel.side, context, view))
  }
  return [...lines, ...missing(exchange, travels)]
}

function travelLines(travel: Travel, state: DiffState, { width }: TabView): Line[] {
  if (width < wideFrom) return inlineHops(travel, detailOf(state), width).flat()
  const { side, nodes, heads, hops } = travel
  const count = columnsIn(width, heads.length)
  const first = Math.min(state.leg, heads.length - count)
  const titles = Array.from({ length: count }, (_leg, i) => `${nodes[first + i]} → ${nodes[first + i + 1]}`)
  const tracks = tracksOf(heads, hops)
  return [
    headingLine([[side, 'bold'], [`  ${nodes.join(' → ')}`]], width),
    ...sideBySide({ titles, tracks, first, gone: 'dropped' }, detailOf(state), width),
  ]
}

/** What there is nothing to compare for, and why. */
function missing(exchange: Exchange, travels: readonly Travel[]): Line[] {
  const alone = travels.filter(({ hops }) => hops.length === 0).map(({ side }) => side)
  const running = exchange.endedAt === undefined
  const lines: Line[] = []
  if (alone.includes('request'))
    lines.push([[running ? 'The request was not sent on yet.' : 'The request was not sent on.', 'dim']])
  if (alone.includes('response')) lines.push([['The answer was made here: nothing came from an origin.', 'dim']])
  else if (!travels.some(({ side }) => side === 'response'))
    lines.push([[running ? 'There is no answer yet.' : 'There was no answer.', 'dim']])
  return lines
}

function legKeys(exchange: Exchange, { width }: TabView): Hint[] {
  return exchange.legs.length > columnsIn(width, exchange.legs.length) || (width < wideFrom && exchange.legs.length > 2)
    ? [[['[', ']'], 'legs']]
    : []
}

/** With two legs these keys are the shell's: there is nowhere to go. */
function moveLegs(exchange: Exchange, view: TabView, state: DiffState, by: number): boolean | number {
  const { legs } = exchange
  if (legs.length <= 2) return false
  if (view.width >= wideFrom) {
    state.leg = Math.max(0, Math.min(legs.length - columnsIn(view.width, legs.length), state.leg + by))
    return true
  }
  const headings = linesOf(exchange, view).flatMap((line, at) => (line[0]?.[0] === '── ' ? [at] : []))
  const to = by > 0 ? headings.find((at) => at > view.from) : headings.findLast((at) => at < view.from)
  return to ?? true
}
