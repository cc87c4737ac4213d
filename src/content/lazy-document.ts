/**
 * A document made by a scanner that only goes forward: rows are found when they are asked for, and found again from marks
 * left on the way. Whatever is asked, one call scans a slice and no more.
 */
import type { ContentDocument, ContentRow, ContentSpan, Hit, SearchSlice } from './document.ts'
import { wrap } from './wrap.ts'

export type ScannedLine = {
  spans: readonly ContentSpan[]
  /** Names what begins in this line, for `toggle`. */
  fold?: number
}

/** Reads lines from a state, which is small and can be copied. A line has at most some kilobytes: longer ones come in pieces. */
export interface Scanner<State> {
  start(): State
  copy(state: State): State
  /** The next line, the state moved behind it; undefined at the end. Never throws. */
  next(state: State): ScannedLine | undefined
  /** Folds what is not folded, and unfolds it again; false when it cannot be. */
  toggle?(fold: number): boolean
}

type Mark<State> = { row: number; state: State }

/** Lines from one mark to the next, at first; and marks after which every other one goes, and new ones are made half as often. */
const firstGap = 64
const manyMarks = 8_192
/** Far below what one call may scan, or a row would be out of reach of the mark before it. */
const largestGap = 1_024

/** What one call may scan: a millisecond or two, and some more before the engine has compiled it. */
const sliceLines = 2_000
const sliceCharacters = 400_000

const anyWidth = 100

export function lazyDocument<State>(scanner: Scanner<State>, notes: readonly string[] = []): ContentDocument {
  const document = new LazyDocument(scanner, notes)
  if (scanner.toggle === undefined) return document
  return Object.assign(document, { fold: (row: number) => document.toggle(row) })
}

class LazyDocument<State> implements ContentDocument {
  readonly notes: readonly string[]
  readonly #scanner: Scanner<State>
  #width = anyWidth
  #marks: Mark<State>[]
  #gap = firstGap
  #known = 0
  #end: number | undefined

  constructor(scanner: Scanner<State>, notes: readonly string[]) {
    this.#scanner = scanner
    this.notes = notes
    this.#marks = [{ row: 0, state: scanner.start() }]
  }

  get rowCount(): ContentDocument['rowCount'] {
    return this.#end ?? { atLeast: this.#known }
  }

  rows(from: number, count: number, width: number): readonly ContentRow[] {
    this.#setWidth(width)
    const found: ContentRow[] = []
    this.#walk(from, (_line, row, pieces) => {
      for (const [i, piece] of pieces.entries()) if (row + i >= from && found.length < count) found.push(piece)
      return found.length < count
    })
    return found
  }

  advance(): boolean {
    if (this.#end === undefined) this.#walk(this.#marks.at(-1)!.row, () => true)
    return this.#end === undefined
  }

  search(pattern: RegExp, fromRow: number): SearchSlice {
    const all = new RegExp(pattern.source, pattern.flags.includes('g') ? pattern.flags : `${pattern.flags}g`)
    const hits: Hit[] = []
    const next = this.#walk(fromRow, (line, row, pieces) => {
      const text = textOf(line.spans)
      for (const found of text.matchAll(all)) {
        if (found[0] === '') continue
        const hit = placeOf(found.index, found[0].length, row, pieces)
        if (hit.row >= fromRow) hits.push(hit)
      }
      return true
    })
    return next === undefined ? { hits } : { hits, next }
  }

  toggle(row: number): boolean {
    let start = 0
    let fold: number | undefined
    this.#walk(row, (line, at, pieces) => {
      if (at + pieces.length <= row) return true
      start = at
      fold = line.fold
      return false
    })
    if (fold === undefined || !this.#scanner.toggle!(fold)) return false
    this.#marks = this.#marks.filter((mark) => mark.row <= start)
    this.#known = start
    this.#end = undefined
    return true
  }

  #setWidth(width: number): void {
    const columns = Math.max(1, width)
    if (columns === this.#width) return
    this.#width = columns
    this.#marks.length = 1
    this.#gap = firstGap
    this.#known = 0
    this.#end = undefined
  }

  /** Visits the lines from the one that holds the row, until told to stop. The row it got to; undefined at the end. */
  #walk(
    from: number,
    visit: (line: ScannedLine, row: number, pieces: readonly ContentRow[]) => boolean,
  ): number | undefined {
    const scanner = this.#scanner
    let { row, state } = this.#markBefore(from)
    state = scanner.copy(state)
    let characters = 0
    for (let lines = 1; lines <= sliceLines && characters < sliceCharacters; lines++) {
      const line = scanner.next(state)
      if (line === undefined) {
        this.#end = row
        return undefined
      }
      const pieces = wrap(line.spans, this.#width)
      const goOn = visit(line, row, pieces)
      for (const [text] of line.spans) characters += text.length
      row += pieces.length
      if (row > this.#known) this.#known = row
      if (lines % this.#gap === 0) this.#mark(row, state)
      if (!goOn) break
    }
    this.#mark(row, state)
    return row
  }

  /** Marks are kept in order; only what lies a good way behind the last one is worth another. */
  #mark(row: number, state: State): void {
    if (row < this.#marks.at(-1)!.row + this.#gap / 2) return
    this.#marks.push({ row, state: this.#scanner.copy(state) })
    if (this.#marks.length < manyMarks || this.#gap >= largestGap) return
    this.#marks = this.#marks.filter((_, index) => index % 2 === 0)
    this.#gap *= 2
  }

  #markBefore(row: number): Mark<State> {
    let low = 0
    let high = this.#marks.length - 1
    while (low < high) {
      const middle = (low + high + 1) >>> 1
      if (this.#marks[middle]!.row <= row) low = middle
      else high = middle - 1
    }
    return this.#marks[low]!
  }
}

export function textOf(spans: readonly ContentSpan[]): string {
  let text = ''
  for (const [piece] of spans) text += piece
  return text
}

/** Where a match in a line stands among the line's rows. */
function placeOf(index: number, length: number, row: number, pieces: readonly ContentRow[]): Hit {
  let from = index
  for (const [i, piece] of pieces.entries()) {
    const size = textOf(piece).length
    if (from < size) return { row: row + i, from, to: Math.min(size, from + length) }
    from -= size
  }
  return { row, from, to: from }
}
