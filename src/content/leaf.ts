/** Leaves of binary trees as rows show them: texts in quotes, bytes in hexadecimal with their number, both cut when long. */
import { sanitize } from '../kit/sanitize.ts'
import type { ContentSpan } from './document.ts'
import { characterStart, longestPiece, view } from './text-piece.ts'

/** Bytes of a binary value that a row shows. */
const shownBytes = 32

export function textLeaf(bytes: Uint8Array, from: number, to: number): ContentSpan[] {
  const end = to - from > longestPiece ? characterStart(bytes, from + longestPiece, from) : to
  const text = sanitize(JSON.stringify(view(bytes, from, end).toString('utf8')))
  return end === to
    ? [[text, 'string']]
    : [
        [text, 'string'],
        [` … ${to - from} bytes`, 'dim'],
      ]
}

export function bytesLeaf(bytes: Uint8Array, from: number, to: number): ContentSpan[] {
  const length = to - from
  const shown = view(bytes, from, Math.min(to, from + shownBytes)).toString('hex')
  const more = length > shownBytes ? '…' : ''
  return [
    [`h'${shown}${more}'`, 'number'],
    [` ${length} ${length === 1 ? 'byte' : 'bytes'}`, 'dim'],
  ]
}

export function numberLeaf(value: number | bigint): ContentSpan[] {
  return [[Object.is(value, -0) ? '-0' : String(value), 'number']]
}

export function wordLeaf(word: string): ContentSpan[] {
  return [[word, 'keyword']]
}

/** Whether the bytes are text: UTF-8 without control characters but the usual white space. */
export function isPlainText(bytes: Uint8Array, from: number, to: number): boolean {
  const end = Math.min(to, from + longestPiece)
  for (let at = from; at < end; at++) {
    const byte = bytes[at]!
    if (byte < 0x20 ? byte !== 9 && byte !== 10 && byte !== 13 : byte === 0x7f) return false
  }
  const cut = end < to ? characterStart(bytes, end, from) : end
  return !view(bytes, from, cut).toString('utf8').includes('\ufffd')
}
