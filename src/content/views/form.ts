/** Forms (application/x-www-form-urlencoded): a row for each field, decoded. */
import { sanitize } from '../../kit/sanitize.ts'
import type { ContentType, View } from '../document.ts'
import { lazyDocument, type Scanner } from '../lazy-document.ts'
import { cutNote } from '../notes.ts'
import { characterStart, longestPiece, view } from '../text-piece.ts'

const AMPERSAND = 0x26
const EQUALS = 0x3d

export const form: View = {
  name: 'form',
  label: 'Form',
  fits: ({ mime }: ContentType) => (mime === 'application/x-www-form-urlencoded' ? 0.9 : 0),
  open: (bytes, { cut }) => Promise.resolve(lazyDocument(formScanner(bytes), cutNote(cut))),
}

/** `inside` while a value goes on that is too long for one row. */
function formScanner(bytes: Uint8Array): Scanner<{ at: number; inside: boolean }> {
  return {
    start: () => ({ at: 0, inside: false }),
    copy: (state) => ({ ...state }),
    next(state) {
      if (state.at >= bytes.length) return undefined
      const limit = Math.min(bytes.length, state.at + longestPiece)
      const length = view(bytes, state.at, limit).indexOf(AMPERSAND)
      const whole = length >= 0 || limit === bytes.length
      const end = length >= 0 ? state.at + length : whole ? limit : pieceEnd(bytes, limit, state.at)
      const equals = state.inside ? -1 : view(bytes, state.at, end).indexOf(EQUALS)
      const name = equals < 0 ? '' : decode(bytes, state.at, state.at + equals)
      const value = decode(bytes, state.at + equals + 1, end)
      const named = equals < 0 && !state.inside ? [[value, 'key'] as const] : [[value, 'string'] as const]
      state.at = length >= 0 ? end + 1 : end
      state.inside = !whole
      return { spans: equals < 0 ? named : [[name, 'key'], [': ', 'dim'], ...named] }
    },
  }
}

/** Neither in a character nor in an escape. */
function pieceEnd(bytes: Uint8Array, limit: number, from: number): number {
  for (let back = 1; back <= 2; back++) if (bytes[limit - back] === 0x25) return limit - back
  return characterStart(bytes, limit, from)
}

function decode(bytes: Uint8Array, from: number, to: number): string {
  const text = view(bytes, from, to).toString('utf8').replaceAll('+', ' ')
  try {
    return sanitize(decodeURIComponent(text))
  } catch {
    return sanitize(text)
  }
}
