/** Reads JSON forward, one row of its tree at a time. What is read is judged: the first mistake is named, the rest is text. */
import type { ContentSpan } from './document.ts'
import { closingQuote, isBlank, skipBlanks, skipContainer } from './json-bytes.ts'
import type { ScannedLine, Scanner } from './lazy-document.ts'
import { jsonText } from './json-text.ts'
import { Nesting } from './nesting.ts'
import { characterStart, longestPiece, nextPiece, textOfBytes } from './text-piece.ts'

type State = {
  at: number
  open: Nesting
  /** Inside a string that is too long for one row. */
  inString: boolean
  /** After the first mistake: nothing but text. */
  lost: boolean
}

/** Where folded containers begin, and where they end. */
type Folded = Map<number, number>

/** Deeper than this nobody reads, and an attack would. */
const deepest = 10_000

const QUOTE = 0x22
const COMMA = 0x2c
const COLON = 0x3a
const CLOSE_OBJECT = 0x7d
const CLOSE_ARRAY = 0x5d
const closers: Readonly<Record<number, number>> = { 0x7b: CLOSE_OBJECT, 0x5b: CLOSE_ARRAY }

export function jsonScanner(bytes: Uint8Array, cut: boolean): Scanner<State> {
  const folded: Folded = new Map()
  return {
    start: () => ({ at: startOf(bytes), open: new Nesting(), inString: false, lost: false }),
    copy: (state) => ({ ...state, open: state.open.copy() }),
    next: (state) => nextLine(bytes, state, folded, cut),
    toggle(fold) {
      if (folded.delete(fold)) return true
      const end = skipContainer(bytes, fold)
      if (end !== undefined) folded.set(fold, end)
      return end !== undefined
    },
  }
}

/** Behind the line that keeps an answer from running as a script: `)]}'` or `while(1);`. */
function startOf(bytes: Uint8Array): number {
  const { next } = nextPiece(bytes, 0, Math.min(bytes.length, 64))
  return /^(?:\)\]\}'|while\s*\(1\);|for\s*\(;;\);)/.test(textOfBytes(bytes, 0, Math.min(next, 20))) ? next : 0
}

function nextLine(bytes: Uint8Array, state: State, folded: Folded, cut: boolean): ScannedLine | undefined {
  if (state.lost) return restLine(bytes, state)
  if (state.inString) return continueString(bytes, state, cut)
  state.at = skipBlanks(bytes, state.at)
  const closer = closerOf(state)
  if (state.at >= bytes.length) return ended(bytes, state, cut)
  const spans: ContentSpan[] = [[indentOf(state)]]
  if (closer !== undefined && bytes[state.at] === closer) {
    state.open.close()
    state.at++
    return finish(bytes, state, [[indentOf(state)], [String.fromCharCode(closer)]])
  }
  if (closer === CLOSE_OBJECT) {
    const wrong = readKey(bytes, state, spans)
    if (wrong !== undefined) return mistake(bytes, state, wrong, cut)
  }
  return readValue(bytes, state, spans, folded, cut)
}

/** The key and its colon; what was expected instead, when it is none. */
function readKey(bytes: Uint8Array, state: State, spans: ContentSpan[]): string | undefined {
  if (bytes[state.at] !== QUOTE) return 'a key in quotes'
  const end = closingQuote(bytes, state.at + 1)
  if (end < 0) return 'the end of a key'
  const shown = Math.min(end + 1, characterStart(bytes, state.at + longestPiece, state.at))
  spans.push([jsonText(bytes, state.at, shown), 'key'])
  const colon = skipBlanks(bytes, end + 1)
  if (bytes[colon] !== COLON) {
    state.at = colon
    return "':'"
  }
  spans.push([': ', 'dim'])
  state.at = skipBlanks(bytes, colon + 1)
  return undefined
}

function readValue(
  bytes: Uint8Array,
  state: State,
  spans: ContentSpan[],
  folded: Folded,
  cut: boolean,
): ScannedLine | undefined {
  const first = bytes[state.at]
  const closer = first === undefined ? undefined : closers[first]
  if (closer !== undefined) return openContainer(bytes, state, spans, closer, folded)
  if (first === QUOTE) return readString(bytes, state, spans)
  let end = state.at
  while (end < bytes.length && end - state.at < longestPiece && isWordByte(bytes[end]!)) end++
  const word = textOfBytes(bytes, state.at, end)
  const kind = /^(true|false|null)$/.test(word) ? 'keyword' : numberPattern.test(word) ? 'number' : undefined
  if (kind === undefined) return mistake(bytes, state, 'a value', cut)
  state.at = end
  return finish(bytes, state, [...spans, [word, kind]])
}

const numberPattern = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/

function isWordByte(byte: number): boolean {
  return (
    !isBlank(byte) &&
    byte !== COMMA &&
    byte !== CLOSE_OBJECT &&
    byte !== CLOSE_ARRAY &&
    byte !== QUOTE &&
    byte !== COLON
  )
}

function openContainer(
  bytes: Uint8Array,
  state: State,
  spans: ContentSpan[],
  closer: number,
  folded: Folded,
): ScannedLine {
  const fold = state.at
  const brackets = closer === CLOSE_OBJECT ? ['{', '}'] : ['[', ']']
  const inside = skipBlanks(bytes, fold + 1)
  if (bytes[inside] === closer) {
    state.at = inside + 1
    return finish(bytes, state, [...spans, [brackets.join('')]])
  }
  const end = folded.get(fold)
  if (end !== undefined) {
    state.at = end
    return { ...finish(bytes, state, [...spans, [brackets[0]!], ['…', 'dim'], [brackets[1]!]]), fold }
  }
  if (state.open.depth >= deepest) return tooDeep(state)
  state.open.open(closer === CLOSE_OBJECT)
  state.at = fold + 1
  return { spans: [...spans, [brackets[0]!]], fold }
}

function readString(bytes: Uint8Array, state: State, spans: ContentSpan[]): ScannedLine {
  const from = state.at
  const end = closingQuote(bytes, from + 1, from + longestPiece)
  if (end >= 0) {
    state.at = end + 1
    return finish(bytes, state, [...spans, [jsonText(bytes, from, end + 1), 'string']])
  }
  state.inString = true
  state.at = pieceEnd(bytes, from, from + longestPiece)
  return { spans: [...spans, [jsonText(bytes, from, state.at), 'string']] }
}

function continueString(bytes: Uint8Array, state: State, cut: boolean): ScannedLine | undefined {
  if (state.at >= bytes.length) {
    state.inString = false
    if (!cut) return mistake(bytes, state, 'the end of a string', cut)
    state.open.clear()
    return undefined
  }
  const from = state.at
  const end = closingQuote(bytes, from, from + longestPiece)
  state.inString = end < 0
  state.at = end < 0 ? pieceEnd(bytes, from, from + longestPiece) : end + 1
  const spans: ContentSpan[] = [[jsonText(bytes, from, state.at), 'string']]
  return state.inString ? { spans } : finish(bytes, state, spans)
}

/** Neither in a character nor between a backslash and what it escapes. */
function pieceEnd(bytes: Uint8Array, from: number, limit: number): number {
  const end = characterStart(bytes, Math.min(limit, bytes.length), from + 1)
  let slashes = 0
  while (end - slashes > from + 1 && bytes[end - 1 - slashes] === 0x5c) slashes++
  return slashes % 2 === 1 && end < bytes.length ? end - 1 : end
}

/** After a value: a comma, the end of what it stands in, or at the top another value. */
function finish(bytes: Uint8Array, state: State, spans: ContentSpan[]): ScannedLine {
  const closer = closerOf(state)
  if (closer === undefined) return { spans }
  const at = skipBlanks(bytes, state.at)
  if (bytes[at] === COMMA) {
    const behind = skipBlanks(bytes, at + 1)
    // A comma before the end is a mistake, and left for the next row to name.
    state.at = bytes[behind] === closer ? at : behind
    return { spans: [...spans, [',', 'dim']] }
  }
  state.at = at
  return { spans }
}

function ended(bytes: Uint8Array, state: State, cut: boolean): ScannedLine | undefined {
  const closer = closerOf(state)
  if (closer === undefined || cut) return undefined
  return mistake(bytes, state, `'${String.fromCharCode(closer)}'`, cut)
}

function tooDeep(state: State): ScannedLine {
  state.lost = true
  state.open.clear()
  return { spans: [[`deeper than ${deepest} levels, byte ${state.at}: text from here`, 'warning']] }
}

function mistake(bytes: Uint8Array, state: State, expected: string, cut: boolean): ScannedLine | undefined {
  state.lost = true
  state.open.clear()
  // What broke off in a word is no mistake where we know that it was cut.
  const near =
    cut && bytes.length - state.at < longestPiece && !/[\s,:[\]{}]/.test(textOfBytes(bytes, state.at, bytes.length))
  if (near) return restLine(bytes, state)
  const found = state.at >= bytes.length ? 'the end' : JSON.stringify(textOfBytes(bytes, state.at, state.at + 1))
  return { spans: [[`no JSON from here, byte ${state.at}: expected ${expected}, got ${found}`, 'warning']] }
}

function restLine(bytes: Uint8Array, state: State): ScannedLine | undefined {
  if (state.at >= bytes.length) return undefined
  const { end, next } = nextPiece(bytes, state.at, bytes.length)
  const spans: ContentSpan[] = [[textOfBytes(bytes, state.at, end)]]
  state.at = next
  return { spans }
}

/** The byte that ends what is innermost. */
function closerOf({ open }: State): number | undefined {
  return open.depth === 0 ? undefined : open.inObject ? CLOSE_OBJECT : CLOSE_ARRAY
}

function indentOf({ open }: State): string {
  return '  '.repeat(Math.min(open.depth, 40))
}
