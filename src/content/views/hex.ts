/** Bytes as they are: for what nothing else can read, and for whoever wants to see them. */
import type { ContentDocument, View } from '../document.ts'
import { bytesOfRow, hexRow } from '../hex-row.ts'
import { lazyDocument, type Scanner } from '../lazy-document.ts'
import { cutNote } from '../notes.ts'

export const hex: View = {
  name: 'hex',
  label: 'Hex',
  fits: () => 0.1,
  open: (bytes, { cut }) => Promise.resolve(openHex(bytes, cutNote(cut))),
}

export function openHex(bytes: Uint8Array, notes: readonly string[]): ContentDocument {
  const scanner: Scanner<{ at: number }> = {
    start: () => ({ at: 0 }),
    copy: ({ at }) => ({ at }),
    next(state) {
      if (state.at >= bytes.length) return undefined
      const spans = hexRow(bytes, state.at)
      state.at += bytesOfRow
      return { spans }
    },
  }
  return lazyDocument(scanner, notes)
}
