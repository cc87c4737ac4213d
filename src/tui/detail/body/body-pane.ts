/**
 * The body of a message on the screen: opened when it is first looked at, shown as far as the window goes, learned about in
 * slices between frames. A body of 50 MB costs what the visible rows need.
 */
import type { ContentDocument, View } from '../../../content/document.ts'
import { openBody, type OpenedBody } from '../../../content/open-body.ts'
import { views } from '../../../content/views/index.ts'
import { systemClock } from '../../../kit/clock.ts'
import type { BodyRecord } from '../../../model/exchange.ts'
import type { Fields } from '../../../model/message.ts'
import type { Line } from '../../parts/line.ts'
import { contentLine } from '../content-line.ts'
import type { TabView } from '../tab.ts'
import { searchDocument } from './search-document.ts'

export type BodySource = {
  body: BodyRecord
  fields: Fields
  /** Of the request: some types are known by it. */
  path: string
}

export type BodyPane = {
  /** Absent while it is being opened. */
  readonly opened: OpenedBody | undefined
  /** Rows as far as is known, in the width of the last `measure`. */
  readonly count: number
  readonly complete: boolean
  readonly folds: boolean
  /** Of the decoded body that it holds. */
  readonly bytes: number
  /** Goes on learning how many rows there are. Once a frame, before anything else is asked. */
  measure(width: number): void
  lines(from: number, height: number, width: number): Line[]
  find(search: RegExp, from: number, back: boolean): number | undefined
  fold(row: number): boolean
  /** Another way to look at it: the next in the list of views. */
  cycle(): void
}

/** Bytes that may come out of decoding. */
const maxBytes = 64 * 1024 * 1024

/** ms of one frame for learning how many rows there are; what is begun within is ended. */
const patience = 4

/** The pane kept in the tab's memory under `name`; a body that has changed is opened anew, in the view that was chosen. */
export function bodyPane({ memory, redraw }: TabView, name: string, source: BodySource): BodyPane {
  const key = `${name} ${source.body.size} ${source.body.kept}`
  const kept = memory.get(key) as BodyPane | undefined
  if (kept !== undefined) return kept
  const pane = createPane(source, redraw)
  memory.set(key, pane)
  return pane
}

function createPane(source: BodySource, redraw: () => void): BodyPane {
  let opened: OpenedBody | undefined
  let version = 0
  const open = (view?: View) => {
    const wanted = ++version
    void openBody(source.body, { fields: source.fields, path: source.path, maxBytes, ...(view && { view }) }).then(
      (body) => {
        if (wanted !== version) return
        opened = body
        redraw()
        void body.document.later?.then(redraw)
      },
    )
  }
  open()
  return {
    get opened() {
      return opened
    },
    get count() {
      return countOf(opened?.document)
    },
    get complete() {
      return typeof opened?.document.rowCount === 'number'
    },
    get bytes() {
      return opened?.bytes.length ?? 0
    },
    get folds() {
      return opened?.document.fold !== undefined
    },
    measure(width) {
      if (opened === undefined) return
      opened.document.rows(0, 1, width)
      if (!workOn(opened.document)) redraw()
    },
    lines: (from, height, width) => opened?.document.rows(from, height, width).map(contentLine) ?? [],
    find: (search, from, back) =>
      opened === undefined ? undefined : searchDocument(opened.document, search, from, back),
    fold: (row) => opened?.document.fold?.(row) ?? false,
    cycle: () => open(opened === undefined ? undefined : views[(views.indexOf(opened.view) + 1) % views.length]),
  }
}

function countOf(document: ContentDocument | undefined): number {
  const count = document?.rowCount ?? 0
  return typeof count === 'number' ? count : count.atLeast
}

/** True when nothing is left to be learned. */
function workOn(document: ContentDocument): boolean {
  const until = systemClock.now() + patience
  do if (typeof document.rowCount === 'number' || !document.advance()) return true
  while (systemClock.now() < until)
  return false
}
