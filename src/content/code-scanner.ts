/**
 * Source code as highlighted lines, read forward. Code on endless lines is broken at braces and semicolons, so that it can
 * be read: that is all of a formatter that needs no grammar.
 */
import type { Kind, ContentSpan } from './document.ts'
import type { Language, Region } from './code-language.ts'
import type { ScannedLine, Scanner } from './lazy-document.ts'
import { nextPiece, textOfBytes } from './text-piece.ts'

type State = {
  at: number
  /** The comment or string that reaches over the end of the line. */
  region: Region | undefined
  /** Open braces and parentheses, when lines are broken by us: a semicolon in parentheses ends no line. */
  nest: string
  /** What is left of a piece that was broken. */
  rest: string
  /** Whether a `/` would divide. */
  operand: boolean
}

/** A file whose first lines are longer than this, on average, was made for machines. */
const machineLine = 300

export function codeScanner(bytes: Uint8Array, language: Language): Scanner<State> {
  const dense = isDense(bytes)
  return {
    start: () => ({ at: 0, region: undefined, nest: '', rest: '', operand: false }),
    copy: (state) => ({ ...state }),
    next(state): ScannedLine | undefined {
      if (state.rest === '') {
        if (state.at >= bytes.length) return undefined
        const { end, next } = nextPiece(bytes, state.at, bytes.length)
        state.rest = textOfBytes(bytes, state.at, end)
        // Line comments and strings end here, unless a long line goes on.
        const lineEnds = next > end || next >= bytes.length
        state.at = next
        if (state.rest === '') return { spans: [] }
        return { spans: readLine(state, language, dense, lineEnds) }
      }
      return { spans: readLine(state, language, dense, true) }
    },
  }
}

function isDense(bytes: Uint8Array): boolean {
  const length = Math.min(bytes.length, 16_384)
  let lines = 1
  for (let i = 0; i < length; i++) if (bytes[i] === 10) lines++
  return length / lines > machineLine
}

/** Takes one row's worth of `rest`. */
function readLine(state: State, language: Language, dense: boolean, lineEnds: boolean): ContentSpan[] {
  const text = dense ? state.rest.trimStart() : state.rest
  const depth = depthOf(state.nest) - (text.startsWith('}') ? 1 : 0)
  const spans: ContentSpan[] = dense ? [['  '.repeat(Math.max(0, Math.min(depth, 40)))]] : []
  let at = 0
  let broken = false
  while (at < text.length && !broken) {
    const token = readToken(text, at, state, language)
    spans.push(token.kind === undefined ? [token.text] : [token.text, token.kind])
    at += token.text.length
    if (dense && token.kind === undefined) broken = breaksAfter(token.text, text[at], state)
    if (dense && state.region === undefined && text[at] === '}') broken = true
  }
  state.rest = text.slice(at)
  if (state.rest === '' && lineEnds && state.region?.line) state.region = undefined
  return joined(spans)
}

/** Nesting remembered: deeper is made by machines for machines. */
const deepest = 500

function depthOf(nest: string): number {
  let depth = 0
  for (let at = nest.indexOf('{'); at >= 0; at = nest.indexOf('{', at + 1)) depth++
  return depth
}

function breaksAfter(text: string, next: string | undefined, state: State): boolean {
  if ((text === '{' || text === '(') && state.nest.length < deepest) state.nest += text
  if (text === ')' && state.nest.endsWith('(')) state.nest = state.nest.slice(0, -1)
  if (text === '}') {
    state.nest = state.nest.slice(0, Math.max(0, state.nest.lastIndexOf('{')))
    return next !== ';' && next !== ',' && next !== ')'
  }
  return text === '{' || (text === ';' && !state.nest.endsWith('('))
}

type Token = { text: string; kind?: Kind }

function readToken(text: string, at: number, state: State, language: Language): Token {
  if (state.region !== undefined) return readRegion(text, at, at, state)
  const region = language.regions.find(({ open }) => text.startsWith(open, at))
  if (region !== undefined) {
    state.region = region
    state.operand = region.kind === 'string'
    return readRegion(text, at, at + region.open.length, state)
  }
  language.word.lastIndex = at
  const word = language.word.exec(text)?.[0]
  if (word !== undefined) return wordToken(word, text, at, state, language)
  const expression = text[at] === '/' && language.expressions && !state.operand ? expressionAt(text, at) : undefined
  if (expression !== undefined) {
    state.operand = true
    return { text: expression, kind: 'string' }
  }
  const character = String.fromCodePoint(text.codePointAt(at)!)
  if (character !== ' ') state.operand = character === ')' || character === ']' || character === '}'
  return { text: character }
}

function wordToken(word: string, text: string, at: number, state: State, language: Language): Token {
  const keyword = language.keywords.has(word)
  state.operand = !keyword
  if (keyword || /^@/.test(word)) return { text: word, kind: 'keyword' }
  if (/^[+-]?\d/.test(word)) return { text: word, kind: 'number' }
  if (language.properties && /^\s*:(?!:)/.test(text.slice(at + word.length, at + word.length + 20)))
    return { text: word, kind: 'key' }
  if (/^[$]/.test(word) && language.regions[0]!.open === '"""') return { text: word, kind: 'name' }
  // A span of its own, so that a break can stand behind it.
  return { text: word, kind: 'plain' }
}

/** The region from `at` to its end, or the end of the text. */
function readRegion(text: string, at: number, from: number, state: State): Token {
  const { close, kind } = state.region!
  for (let end = from; end < text.length; end++) {
    if (kind === 'string' && text[end] === '\\') end++
    else if (text.startsWith(close, end)) {
      state.region = undefined
      return { text: text.slice(at, end + close.length), kind }
    }
  }
  return { text: text.slice(at), kind }
}

/** A regular expression on one line: to the `/` outside of a class. */
function expressionAt(text: string, at: number): string | undefined {
  let inClass = false
  for (let end = at + 1; end < text.length; end++) {
    const character = text[end]!
    if (character === '\\') end++
    else if (character === '[') inClass = true
    else if (character === ']') inClass = false
    else if (character === '/' && !inClass)
      return text.slice(at, end + 1) + (/^[a-z]*/.exec(text.slice(end + 1))?.[0] ?? '')
  }
  return undefined
}

/** Neighbours of one kind are one span. */
function joined(spans: readonly ContentSpan[]): ContentSpan[] {
  const result: [string, Kind?][] = []
  for (const [text, given] of spans) {
    const kind = given === 'plain' ? undefined : given
    const last = result.at(-1)
    if (last !== undefined && last[1] === kind) last[0] += text
    else result.push(kind === undefined ? [text] : [text, kind])
  }
  return result as ContentSpan[]
}
