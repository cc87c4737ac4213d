/** Multipart bodies (RFC 2046 §5.1, RFC 7578): each part with its fields, then its text, or the first bytes of what is none. */
import type { ContentDocument, ContentSpan, ContentType, OpenOptions, View } from '../document.ts'
import { bytesOfRow, hexRow } from '../hex-row.ts'
import { lazyDocument, type ScannedLine, type Scanner } from '../lazy-document.ts'
import { isPlainText } from '../leaf.ts'
import { cutNote } from '../notes.ts'
import { nextPiece, textOfBytes, view } from '../text-piece.ts'
import { openText } from './text.ts'

export const multipart: View = {
  name: 'multipart',
  label: 'Multipart',
  fits: ({ mime }: ContentType) => (mime.startsWith('multipart/') ? 0.9 : 0),
  open: (bytes, options) => Promise.resolve(openMultipart(bytes, options)),
}

function openMultipart(bytes: Uint8Array, { type, cut }: OpenOptions): ContentDocument {
  const boundary = type.parameters['boundary'] ?? guessBoundary(bytes)
  const notes = cutNote(cut)
  if (boundary === undefined || view(bytes, 0, bytes.length).indexOf(`--${boundary}`, 0, 'latin1') < 0)
    return openText(bytes, [...notes, 'no boundary of its parts was found: shown as text'])
  return lazyDocument(multipartScanner(bytes, `--${boundary}`), notes)
}

/** Some clients forget the parameter: the body begins with it. */
function guessBoundary(bytes: Uint8Array): string | undefined {
  return /^\s*--([^\r\n]{1,70})\r?\n/.exec(view(bytes, 0, Math.min(bytes.length, 200)).toString('latin1'))?.[1]
}

type State = {
  at: number
  mode: 'between' | 'head' | 'text' | 'bytes' | 'over'
  /** Where the content of the part ends, and how many rows of bytes are still shown. */
  end: number
  rows: number
}

/** Rows of a part that is no text; the hex view has all of them. */
const shownRows = 4

function multipartScanner(bytes: Uint8Array, delimiter: string): Scanner<State> {
  return {
    start: () => ({ at: 0, mode: 'between', end: 0, rows: 0 }),
    copy: (state) => ({ ...state }),
    next(state) {
      if (state.mode === 'between') return readDelimiter(bytes, state, delimiter)
      if (state.mode === 'head') return readField(bytes, state, delimiter)
      if (state.mode === 'text') return readText(bytes, state)
      if (state.mode === 'bytes') return readBytes(bytes, state)
      return undefined
    },
  }
}

function readDelimiter(bytes: Uint8Array, state: State, delimiter: string): ScannedLine | undefined {
  const found = view(bytes, 0, bytes.length).indexOf(delimiter, state.at, 'latin1')
  if (found < 0) {
    state.mode = 'over'
    return undefined
  }
  const { end, next } = nextPiece(bytes, found, bytes.length)
  state.at = next
  const text = textOfBytes(bytes, found, end)
  state.mode = text.startsWith(`${delimiter}--`) ? 'over' : 'head'
  return { spans: [[text, 'dim']] }
}

function readField(bytes: Uint8Array, state: State, delimiter: string): ScannedLine | undefined {
  if (state.at >= bytes.length) return undefined
  const { end, next } = nextPiece(bytes, state.at, bytes.length)
  const line = textOfBytes(bytes, state.at, end)
  state.at = next
  if (end > next - 3 && line === '') return beginContent(bytes, state, delimiter)
  const colon = line.indexOf(':')
  return {
    spans:
      colon < 0
        ? [[line]]
        : [
            [line.slice(0, colon + 1), 'key'],
            [line.slice(colon + 1), 'string'],
          ],
  }
}

function beginContent(bytes: Uint8Array, state: State, delimiter: string): ScannedLine {
  const found = view(bytes, 0, bytes.length).indexOf(`\n${delimiter}`, Math.max(0, state.at - 1), 'latin1')
  const end = found < 0 ? bytes.length : found > state.at && bytes[found - 1] === 13 ? found - 1 : found
  state.end = Math.max(state.at, end)
  state.mode = isPlainText(bytes, state.at, state.end) ? 'text' : 'bytes'
  state.rows = shownRows
  if (state.at >= state.end) state.mode = 'between'
  return { spans: [] }
}

function readText(bytes: Uint8Array, state: State): ScannedLine {
  const { end, next } = nextPiece(bytes, state.at, state.end)
  const spans: ContentSpan[] = [['  '], [textOfBytes(bytes, state.at, end)]]
  state.at = next
  if (state.at >= state.end) state.mode = 'between'
  return { spans }
}

function readBytes(bytes: Uint8Array, state: State): ScannedLine {
  if (state.rows-- === 0) {
    const left = state.end - state.at
    state.at = state.end
    state.mode = 'between'
    return { spans: [['  '], [`… ${left} more bytes`, 'dim']] }
  }
  const spans = hexRow(bytes, state.at, state.end)
  state.at = Math.min(state.end, state.at + bytesOfRow)
  if (state.at >= state.end) state.mode = 'between'
  return { spans: [['  '], ...spans] }
}
