/** Server-Sent Events (WHATWG HTML §9.2): fields by name, comments apart, JSON in their data highlighted. */
import type { ContentSpan, ContentType, View } from '../document.ts'
import { inlineJson } from '../inline-json.ts'
import { lazyDocument, type Scanner } from '../lazy-document.ts'
import { cutNote } from '../notes.ts'
import { nextPiece, textOfBytes } from '../text-piece.ts'

export const sse: View = {
  name: 'events',
  label: 'Events',
  fits: ({ mime }: ContentType) => (mime === 'text/event-stream' ? 0.9 : 0),
  open: (bytes, { cut }) => Promise.resolve(lazyDocument(eventScanner(bytes), cutNote(cut))),
}

function eventScanner(bytes: Uint8Array): Scanner<{ at: number; goesOn: boolean }> {
  return {
    start: () => ({ at: 0, goesOn: false }),
    copy: (state) => ({ ...state }),
    next(state) {
      if (state.at >= bytes.length) return undefined
      const { end, next } = nextPiece(bytes, state.at, bytes.length)
      const text = textOfBytes(bytes, state.at, end)
      const spans = state.goesOn ? [[text, 'string'] as const] : fieldSpans(text)
      state.goesOn = next === end && next < bytes.length
      state.at = next
      return { spans }
    },
  }
}

function fieldSpans(line: string): ContentSpan[] {
  if (line === '') return []
  if (line.startsWith(':')) return [[line, 'comment']]
  const colon = line.indexOf(':')
  if (colon < 0) return [[line, 'key']]
  const value = line.slice(colon + 1)
  const data = /^\s*[{["\d]|^\s*(true|false|null)\s*$/.test(value) ? inlineJson(value) : [[value, 'string'] as const]
  return [[line.slice(0, colon), 'key'], [':', 'dim'], ...data]
}
