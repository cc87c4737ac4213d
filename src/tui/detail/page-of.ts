/** A page of lines that are all there: cut out where the window stands, with the search's matches marked. */
import type { Line, Span } from '../parts/line.ts'
import type { TabPage, TabView } from './tab.ts'

export function pageOf(
  all: readonly Line[],
  { from, height, search }: Pick<TabView, 'from' | 'height' | 'search'>,
): TabPage {
  return { lines: markAll(all.slice(from, from + height), search), count: all.length }
}

export function markAll(lines: readonly Line[], search: RegExp | undefined): readonly Line[] {
  return search === undefined ? lines : lines.map((line) => markMatches(line, search))
}

/** The line with what the search finds in it in the style of a match, whatever pieces it is made of. */
export function markMatches(line: Line, search: RegExp): Line {
  const matches = [...textOf(line).matchAll(search)].filter(([found]) => found !== '')
  if (matches.length === 0) return line
  const borders = matches.flatMap(({ 0: found, index }) => [index, index + found.length])
  const parts: Span[] = []
  let at = 0
  let border = 0
  for (const [text, style] of line) {
    let rest = text
    while (rest !== '') {
      while (border < borders.length && borders[border]! <= at) border++
      const piece = rest.slice(0, (borders[border] ?? Infinity) - at)
      // Behind an odd number of borders one is inside a match.
      parts.push(border % 2 === 1 ? [piece, 'match'] : style === undefined ? [piece] : [piece, style])
      at += piece.length
      rest = rest.slice(piece.length)
    }
  }
  return parts
}

/** The first line from `from` on, in the direction asked for, that the search finds. */
export function findIn(all: readonly Line[], search: RegExp, from: number, back: boolean): number | undefined {
  const start = back ? Math.min(from, all.length - 1) : Math.max(0, from)
  for (let at = start; at >= 0 && at < all.length; at += back ? -1 : 1)
    if (textOf(all[at]!).search(search) >= 0) return at
  return undefined
}

export function textOf(line: Line): string {
  return line.map(([text]) => text).join('')
}
