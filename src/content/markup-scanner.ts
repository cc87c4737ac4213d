/**
 * XML and HTML as an indented tree, read forward: an element that holds only a short text stays on one row. Nothing has to
 * be well formed; an end tag closes its nearest start tag, or nothing.
 */
import type { ContentSpan } from './document.ts'
import type { ScannedLine, Scanner } from './lazy-document.ts'
import { isBlank } from './json-bytes.ts'
import { characterStart, longestPiece, nextPiece, textOfBytes, view } from './text-piece.ts'
import { tagSpans } from './tag-spans.ts'

type State = {
  at: number
  /** Names of the open elements. */
  open: string[]
  /** Reads until here as it is: scripts, styles, comments, and what is too long for a row. */
  rawEnd: number
}

const LESS = 0x3c

/** WHATWG HTML §13.1.2: elements without an end tag. */
const voids = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '))
/** Elements whose content is text up to their end tag. */
const raws = new Set(['script', 'style', 'textarea', 'title', 'pre'])

/** Open elements remembered: deeper is an attack or a mistake. */
const deepest = 200

/** Bytes of a text that may share a row with its tags. */
const shortText = 120

export function markupScanner(bytes: Uint8Array, html: boolean): Scanner<State> {
  return {
    start: () => ({ at: 0, open: [], rawEnd: 0 }),
    copy: (state) => ({ ...state, open: [...state.open] }),
    next: (state) => nextLine(bytes, state, html),
  }
}

function nextLine(bytes: Uint8Array, state: State, html: boolean): ScannedLine | undefined {
  while (state.at < bytes.length && isBlank(bytes[state.at]!) && state.at >= state.rawEnd) state.at++
  if (state.at >= bytes.length) return undefined
  if (state.at < state.rawEnd) return rawLine(bytes, state)
  if (bytes[state.at] !== LESS) return textLine(bytes, state)
  const { end, kind } = constructAt(bytes, state.at)
  if (kind !== 'tag' || end - state.at > longestPiece) {
    state.rawEnd = end
    return rawLine(bytes, state)
  }
  return tagLine(bytes, state, end, html)
}

/** A comment, CDATA section, declaration, instruction or tag, and where it ends. */
function constructAt(bytes: Uint8Array, at: number): { end: number; kind: 'comment' | 'data' | 'tag' } {
  const begin = view(bytes, at, Math.min(bytes.length, at + 9)).toString('latin1')
  const find = (text: string, from: number) => {
    const found = view(bytes, 0, bytes.length).indexOf(text, from, 'latin1')
    return found < 0 ? bytes.length : found + text.length
  }
  if (begin.startsWith('<!--')) return { end: find('-->', at + 4), kind: 'comment' }
  if (begin.startsWith('<![CDATA[')) return { end: find(']]>', at + 9), kind: 'data' }
  if (begin.startsWith('<?')) return { end: find('>', at), kind: 'tag' }
  return { end: tagEnd(bytes, at + 1), kind: 'tag' }
}

/** Behind the `>` that is not in quotes. */
function tagEnd(bytes: Uint8Array, from: number): number {
  let quote = 0
  for (let at = from; at < bytes.length; at++) {
    const byte = bytes[at]!
    if (quote !== 0) quote = byte === quote ? 0 : quote
    else if (byte === 0x22 || byte === 0x27) quote = byte
    else if (byte === 0x3e) return at + 1
    else if (byte === LESS) return at
  }
  return bytes.length
}

function tagLine(bytes: Uint8Array, state: State, end: number, html: boolean): ScannedLine {
  const tag = textOfBytes(bytes, state.at, end)
  const name = nameOf(tag, html)
  state.at = end
  if (tag.startsWith('</')) {
    const depth = state.open.lastIndexOf(name)
    if (depth >= 0) state.open.length = depth
    return { spans: [[indentOf(state)], ...tagSpans(tag)] }
  }
  const spans: ContentSpan[] = [[indentOf(state)], ...tagSpans(tag)]
  const holds = /^<[^!?/]/.test(tag) && !tag.endsWith('/>') && !(html && voids.has(name))
  if (!holds) return { spans }
  const closed = shortContent(bytes, end, name, html)
  if (closed !== undefined) {
    state.at = closed.end
    return { spans: [...spans, ...closed.spans] }
  }
  if (state.open.length < deepest) state.open.push(name)
  if (html && raws.has(name)) state.rawEnd = rawEndOf(bytes, end, name)
  return { spans }
}

function nameOf(tag: string, html: boolean): string {
  const name = /^<\/?([^\s/>]*)/.exec(tag)?.[1] ?? ''
  return html ? name.toLowerCase() : name
}

/** A short text and the end tag right behind it. */
function shortContent(
  bytes: Uint8Array,
  at: number,
  name: string,
  html: boolean,
): { end: number; spans: ContentSpan[] } | undefined {
  const limit = Math.min(bytes.length, at + shortText)
  const length = view(bytes, at, limit).indexOf(LESS)
  if (length < 0 || bytes[at + length + 1] !== 0x2f) return undefined
  const end = tagEnd(bytes, at + length + 1)
  const tag = textOfBytes(bytes, at + length, Math.min(end, at + length + longestPiece))
  if (nameOf(tag, html) !== name) return undefined
  const text = textOfBytes(bytes, at, at + length)
  return { end, spans: [...(text === '' ? [] : [[text] as const]), ...tagSpans(tag)] }
}

/** Where the content of a script or the like ends: at its end tag, whatever stands between. */
function rawEndOf(bytes: Uint8Array, from: number, name: string): number {
  const all = view(bytes, 0, bytes.length)
  for (let at = all.indexOf('</', from, 'latin1'); at >= 0; at = all.indexOf('</', at + 2, 'latin1'))
    if (all.toString('latin1', at + 2, at + 2 + name.length).toLowerCase() === name) return at
  return bytes.length
}

function textLine(bytes: Uint8Array, state: State): ScannedLine {
  const limit = Math.min(bytes.length, state.at + longestPiece)
  const length = view(bytes, state.at, limit).indexOf(LESS)
  const end = length < 0 ? (limit === bytes.length ? limit : characterStart(bytes, limit, state.at)) : state.at + length
  const text = textOfBytes(bytes, state.at, end).trim()
  state.at = end
  return { spans: [[indentOf(state)], [text]] }
}

/** A line of what is not taken apart. */
function rawLine(bytes: Uint8Array, state: State): ScannedLine {
  const { end, next } = nextPiece(bytes, state.at, state.rawEnd)
  const begins = textOfBytes(bytes, state.at, Math.min(end, state.at + 4)) === '<!--'
  const text = textOfBytes(bytes, state.at, end)
  state.at = next
  return { spans: [[indentOf(state)], begins ? [text, 'comment'] : [text]] }
}

function indentOf({ open }: State): string {
  return '  '.repeat(Math.min(open.length, 40))
}
