/** Two exchanges beside each other: heads by meaning, bodies by what they are, and how long each took. */
import { clientResponse } from '../../kit/legs.ts'
import { diffHeads } from '../../kit/diff-heads.ts'
import { readableDuration } from '../../kit/readable.ts'
import { fit } from '../../kit/width.ts'
import type { Exchange } from '../../model/exchange.ts'
import type { Head } from '../../model/message.ts'
import type { Line } from '../parts/line.ts'
import { spread } from '../parts/spread.ts'
import { bodyLinesOnce, comparedBodies } from './compare-bodies.ts'
import { contextSteps } from './diff/context.ts'
import { detailOf, diffKey, diffState } from './diff/diff-state.ts'
import { hopLines } from './diff/inline.ts'
import { sideBySide } from './diff/side-by-side.ts'
import { type Track, tracksOf } from './diff/tracks.ts'
import { wideFrom } from './diff.ts'
import { headingLine } from './facts.ts'
import { hintLine } from './hints.ts'
import { shown } from './message.ts'
import { pageOf } from './page-of.ts'
import { wrapLine } from './wrap-line.ts'
import type { CompareView, TabView } from './tab.ts'

export const compareView: CompareView = {
  page: (a, b, view) => pageOf(linesOf(a, b, view), view),
  key: (view, key) => diffKey(stateOf(view), key),
}

function stateOf(view: Pick<TabView, 'memory' | 'width'>) {
  return diffState(view, view.width >= wideFrom)
}

function linesOf(a: Exchange, b: Exchange, view: TabView): Line[] {
  return [
    ...titleLines(a, b, view.width),
    keysLine(view),
    ...section('Request', headsLines(a.legs[0]?.request, b.legs[0]?.request, view), view.width),
    ...section('Request body', bodyLines('request', a, b, view), view.width),
    ...section('Response', headsLines(clientResponse(a), clientResponse(b), view), view.width),
    ...section('Response body', bodyLines('response', a, b, view), view.width),
    ...section('Timing', timingLines(a, b), view.width),
  ]
}

function titleLines(a: Exchange, b: Exchange, width: number): Line[] {
  const title = (name: string, { method, url, status }: Exchange): Line => [
    [`${name} `, 'key'],
    [`${shown(method)} `, 'bold'],
    [shown(url)],
    [`  ${status ?? '…'}`, 'dim'],
  ]
  return [...wrapLine(title('A', a), width, 2), ...wrapLine(title('B', b), width, 2)]
}

function keysLine(view: TabView): Line {
  const { only } = stateOf(view)
  const said: Line = [['- only in A, + only in B, ~ not the same', 'dim']]
  return spread(
    said,
    [
      hintLine(view, [
        [['{', '}'], 'context'],
        [['o'], only ? 'all' : 'changes only'],
      ]),
    ],
    view.width,
  )
}

function section(name: string, lines: readonly Line[], width: number): Line[] {
  return lines.length === 0 ? [] : [headingLine([[name, 'bold']], width), ...lines]
}

function headsLines(a: Head | undefined, b: Head | undefined, view: TabView): Line[] {
  if (a === undefined && b === undefined) return []
  if (a === undefined || b === undefined)
    return [[[a === undefined ? '+ only B has one' : '- only A has one', a === undefined ? 'added' : 'removed']]]
  const patches = diffHeads(a, b, 'edit')
  const tracks = tracksOf([a, b], [patches]).map(withoutCauses)
  const detail = detailOf(stateOf(view))
  return view.width < wideFrom
    ? hopLines(tracks, detail, view.width)
    : sideBySide({ titles: ['A', 'B'], tracks, first: 0, gone: 'not in B' }, detail, view.width)
}

/** Nobody made one of the other: there is no cause. */
function withoutCauses(track: Track): Track {
  return track.map((cell) => cell && { ...cell, causes: [] })
}

function bodyLines(side: 'request' | 'response', a: Exchange, b: Exchange, view: TabView): readonly Line[] {
  const { step, only } = stateOf(view)
  const diff = comparedBodies(side, a, b, view)
  if (diff === 'none') return []
  if (diff === undefined) return [[['comparing …', 'dim']]]
  return bodyLinesOnce(side, diff, only ? 0 : contextSteps[step]!, view)
}

const phases = ['dns', 'connect', 'tls', 'send', 'wait', 'receive'] as const

const ms = (value: number | null | undefined) => (value == null ? '–' : readableDuration(value))

function timingLines(a: Exchange, b: Exchange): Line[] {
  const took = ({ startedAt, endedAt }: Exchange) => (endedAt === undefined ? undefined : endedAt - startedAt)
  const row = (name: string, left: number | null | undefined, right: number | null | undefined): Line => {
    const by =
      left == null || right == null || left === right
        ? ''
        : `${right > left ? '+' : '-'}${readableDuration(Math.abs(right - left))}`
    return [
      [`  ${fit(name, 10)}`, 'dim'],
      [ms(left).padStart(10)],
      [ms(right).padStart(10)],
      [by === '' ? '' : by.padStart(11), right! > left! ? 'warning' : 'ok'],
    ]
  }
  const known = phases.filter((phase) => a.timings[phase] !== null || b.timings[phase] !== null)
  return [
    [[`  ${' '.repeat(10)}${'A'.padStart(10)}${'B'.padStart(10)}`, 'dim']],
    row('took', took(a), took(b)),
    ...known.map((phase) => row(phase, a.timings[phase], b.timings[phase])),
  ]
}
