/** A diff in one column: hop after hop, each change on a line with its cause. */
import type { Line, Span } from '../../parts/line.ts'
import { headingLine } from '../facts.ts'
import { shown } from '../message.ts'
import { wrapLine } from '../wrap-line.ts'
import { causeText } from './cause.ts'
import { signs, styleOf } from './cell-style.ts'
import { type Detail, shownTracks, summaryOf } from './context.ts'
import { withNote } from './right-note.ts'
import { type Cell, tracksOf } from './tracks.ts'
import type { Travel } from './travel.ts'

/** Each hop with its heading. */
export function inlineHops({ side, nodes, heads, hops }: Travel, detail: Detail, width: number): Line[][] {
  return hops.map((patches, i) => {
    const heading = headingLine([[side, 'bold'], [`  ${nodes.slice(i, i + 3).join(' → ')}`]], width)
    return [heading, ...hopLines(tracksOf([heads[i]!, heads[i + 1]!], [patches]), detail, width)]
  })
}

export function hopLines(tracks: ReturnType<typeof tracksOf>, detail: Detail, width: number): Line[] {
  const lines = shownTracks(tracks, detail).flatMap((one): Line[] =>
    'left' in one ? [[[`   … ${one.left} unchanged`, 'dim']]] : cellLines((one.track[1] ?? one.track[0])!, width),
  )
  return [...lines, [[`  ${summaryOf(tracks)}`, 'dim']]]
}

function cellLines(cell: Cell, width: number): Line[] {
  return withNote(
    wrapLine([[`${signs[cell.kind]} `, styleOf(cell.kind)], ...spansOf(cell)], width, 4),
    causeText(cell.causes, cell.name),
    width,
  )
}

function spansOf({ kind, name, value, before, oldName }: Cell): Span[] {
  const named: Span = [`${shown(name)}: `, 'name']
  switch (kind) {
    case 'same':
      return [[`${shown(name)}: ${shown(value)}`, 'dim']]
    case 'added':
    case 'removed':
      return [
        [`${shown(name)}: `, kind],
        [shown(value), kind],
      ]
    case 'changed':
      return [named, [shown(before ?? ''), 'removed'], [' → ', 'dim'], [shown(value), 'added']]
    case 'renamed':
    case 'recased':
      return [
        [shown(oldName ?? ''), 'removed'],
        [' → ', 'dim'],
        [shown(name), 'added'],
        [`: ${shown(value)}`, 'dim'],
      ]
    case 'moved':
      return [
        [`${shown(name)}: ${shown(value)}`, 'dim'],
        ['  moved', 'dim'],
      ]
    default:
      return kind satisfies never
  }
}
