/** Plain text: its lines as they are, in the charset it names. What shows everything that can be read and nothing else fits. */
import type { ContentDocument, ContentType, View } from '../document.ts'
import { lazyDocument, type ScannedLine, type Scanner } from '../lazy-document.ts'
import { looksLikeText } from '../sniff.ts'
import { nextPiece, textOfBytes } from '../text-piece.ts'
import { cutNote } from '../notes.ts'
import { toUtf8 } from '../charset.ts'

export const text: View = {
  name: 'text',
  label: 'Text',
  fits({ mime }: ContentType, bytes: Uint8Array): number {
    if (!looksLikeText(bytes)) return mime.startsWith('text/') ? 0.12 : 0.02
    return mime.startsWith('text/') ? 0.4 : 0.2
  },
  open: (bytes, { type, cut }) => Promise.resolve(openText(toUtf8(bytes, type), cutNote(cut))),
}

/** UTF-8 bytes as lines. */
export function openText(bytes: Uint8Array, notes: readonly string[]): ContentDocument {
  return lazyDocument(textScanner(bytes), notes)
}

function textScanner(bytes: Uint8Array): Scanner<{ at: number }> {
  return {
    start: () => ({ at: 0 }),
    copy: ({ at }) => ({ at }),
    next(state): ScannedLine | undefined {
      if (state.at >= bytes.length) return undefined
      const { end, next } = nextPiece(bytes, state.at, bytes.length)
      const spans = [[textOfBytes(bytes, state.at, end)] as const]
      state.at = next
      return { spans }
    },
  }
}
