/** Sixteen bytes as a row: where they stand, in hexadecimal, and as characters. */
import type { ContentSpan } from './document.ts'

export const bytesOfRow = 16

export function hexRow(bytes: Uint8Array, at: number, end = bytes.length): ContentSpan[] {
  let hex = ''
  let text = ''
  for (let i = 0; i < bytesOfRow; i++) {
    if (i === 8) hex += ' '
    const byte = at + i < end ? bytes[at + i] : undefined
    hex += byte === undefined ? '   ' : `${byte.toString(16).padStart(2, '0')} `
    if (byte !== undefined) text += byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.'
  }
  return [[at.toString(16).padStart(8, '0'), 'dim'], ['  '], [hex, 'number'], [' '], [text, 'string']]
}
