/**
 * Binary trees (MessagePack, CBOR, Protocol Buffers) read forward, one row an item, written as JSON without its commas.
 * A reader knows one format and one item; here is what they share: nesting, folding, and the hex of what cannot be read.
 */
import type { ContentSpan } from './document.ts'
import { bytesOfRow, hexRow } from './hex-row.ts'
import type { ScannedLine, Scanner } from './lazy-document.ts'

export type Item =
  | { kind: 'leaf'; end: number; spans: readonly ContentSpan[] }
  /** A list or a map. `count` items follow, in a map keys and values alternating; without one it ends at `until` or with a `stop`. */
  | Opening
  | { kind: 'stop'; end: number }
  | { kind: 'wrong'; expected: string }

export type Opening = {
  kind: 'open'
  end: number
  map: boolean
  /** A list in braces, as the fields of a message are. */
  braces?: true
  /** What stands before the bracket, and behind it. */
  name?: readonly ContentSpan[]
  spans: readonly ContentSpan[]
  count?: number
  until?: number
  inner?: string
}

export interface TreeReader {
  /** The item at `at`, within what ends at `end`. `inner` is what the reader said of the container it stands in. Never throws. */
  read(at: number, end: number, inner: string | undefined): Item
}

type Frame = {
  map: boolean
  closer: string
  /** Items to come; −1 when only the end will tell. */
  left: number
  /** Where the container's bytes end. */
  until: number
  /** The next item of a map is a value. */
  value: boolean
  inner: string | undefined
}

type State = { at: number; frames: Frame[]; lost: boolean }

/** Deeper than this nobody reads, and an attack would. */
const deepest = 100

/** Rows that one folded container may hide: more would take longer to skip than a key press may take. */
const largestFold = 200_000

export function treeScanner(bytes: Uint8Array, reader: TreeReader, cut: boolean): Scanner<State> {
  const folded = new Map<number, number>()
  const tree = { bytes, reader, cut, folded }
  return {
    start: () => ({ at: 0, frames: [], lost: false }),
    copy: (state) => ({ ...state, frames: state.frames.map((frame) => ({ ...frame })) }),
    next: (state) => nextLine(tree, state),
    toggle(fold) {
      if (folded.delete(fold)) return true
      const end = endOf(tree, fold)
      if (end !== undefined) folded.set(fold, end)
      return end !== undefined
    },
  }
}

type Tree = { bytes: Uint8Array; reader: TreeReader; cut: boolean; folded: Map<number, number> }

function nextLine(tree: Tree, state: State): ScannedLine | undefined {
  const { bytes } = tree
  if (state.lost) {
    if (state.at >= bytes.length) return undefined
    const spans = hexRow(bytes, state.at)
    state.at += bytesOfRow
    return { spans }
  }
  const frame = state.frames.at(-1)
  if (frame !== undefined && isOver(frame, state.at)) return close(state)
  if (state.at >= bytes.length) {
    if (frame === undefined || tree.cut) return undefined
    return lose(state, 'more')
  }
  const spans: ContentSpan[] = [[indentOf(state)]]
  if (frame === undefined || !frame.map || frame.value) return readItem(tree, state, spans)
  return readEntry(tree, state, frame, spans)
}

function isOver(frame: Frame, at: number): boolean {
  return frame.left === 0 || (frame.left < 0 && at >= frame.until)
}

/** A key and its value on one row; a key that is a container itself has its own rows. */
function readEntry(tree: Tree, state: State, frame: Frame, spans: ContentSpan[]): ScannedLine | undefined {
  const key = tree.reader.read(state.at, frame.until, frame.inner)
  if (key.kind !== 'leaf') return readItem(tree, state, [...spans, ['? ', 'dim']])
  const named: ContentSpan[] = [...spans, ...key.spans.map(([text]): ContentSpan => [text, 'key']), [': ', 'dim']]
  state.at = Math.max(key.end, state.at + 1)
  count(frame)
  if (isOver(frame, state.at) || state.at >= tree.bytes.length) return { spans: named }
  return readItem(tree, state, named)
}

function readItem(tree: Tree, state: State, before: ContentSpan[]): ScannedLine | undefined {
  const frame = state.frames.at(-1)
  const start = state.at
  const end = frame?.until ?? tree.bytes.length
  const item = tree.reader.read(start, end, frame?.inner)
  if (item.kind === 'wrong')
    return tree.cut && end - start < 16 ? undoneRest(state, tree.bytes) : lose(state, item.expected)
  if (item.kind === 'stop') {
    if (frame === undefined || frame.left >= 0) return lose(state, 'an item')
    state.at = item.end
    return close(state)
  }
  if (frame !== undefined) count(frame)
  if (item.kind === 'leaf') {
    state.at = Math.max(item.end, start + 1)
    return { spans: [...before, ...item.spans] }
  }
  return openContainer(tree, state, item, before, { start, end })
}

function openContainer(
  { folded }: Tree,
  state: State,
  item: Opening,
  before: ContentSpan[],
  { start, end }: { start: number; end: number },
): ScannedLine | undefined {
  const [opener, closer] = item.map || item.braces ? (['{', '}'] as const) : (['[', ']'] as const)
  const named = [...before, ...(item.name ?? [])]
  const label: ContentSpan[] = item.spans.length === 0 ? [] : [['  '], ...item.spans]
  const foldEnd = folded.get(start)
  if (item.count === 0 || foldEnd !== undefined) {
    state.at = foldEnd ?? item.end
    const dots: ContentSpan[] = foldEnd === undefined ? [] : [['…', 'dim']]
    const spans: ContentSpan[] = [...named, [opener], ...dots, [closer], ...label]
    return foldEnd === undefined ? { spans } : { spans, fold: start }
  }
  if (state.frames.length >= deepest) return lose(state, `at most ${deepest} levels`)
  const left = item.count === undefined ? -1 : item.map ? item.count * 2 : item.count
  state.frames.push({ map: item.map, closer, left, until: item.until ?? end, value: false, inner: item.inner })
  state.at = item.end
  return { spans: [...named, [opener], ...label], fold: start }
}

function count(frame: Frame): void {
  if (frame.left > 0) frame.left--
  if (frame.map) frame.value = !frame.value
}

function close(state: State): ScannedLine {
  const { closer } = state.frames.pop()!
  return { spans: [[indentOf(state)], [closer]] }
}

function lose(state: State, expected: string): ScannedLine {
  state.lost = true
  state.frames = []
  return { spans: [[`cannot be read from here, byte ${state.at}: expected ${expected}`, 'warning']] }
}

/** What was cut in the middle of its last item is no mistake. */
function undoneRest(state: State, bytes: Uint8Array): ScannedLine | undefined {
  if (state.at >= bytes.length) return undefined
  state.lost = true
  const spans = hexRow(bytes, state.at)
  state.at += bytesOfRow
  return { spans }
}

function indentOf({ frames }: State): string {
  return '  '.repeat(Math.min(frames.length, 40))
}

/** Behind the container that begins at `fold`; undefined when it is too large or cannot be read. */
function endOf({ bytes, reader, cut }: Tree, fold: number): number | undefined {
  const state: State = { at: fold, frames: [], lost: false }
  const plain = { bytes, reader, cut, folded: new Map<number, number>() }
  for (let rows = 0; rows < largestFold; rows++) {
    if (nextLine(plain, state) === undefined || state.lost) return undefined
    if (state.frames.length === 0) return state.at
  }
  return undefined
}
