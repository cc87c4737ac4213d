/** Bytes that nobody could read as a message, as they came. */
import { bytesOfRow, hexRow } from '../../content/hex-row.ts'
import { readableBytes } from '../../kit/readable.ts'
import type { Line } from '../parts/line.ts'
import { contentLine } from './content-line.ts'
import { headingLine } from './facts.ts'

/** Rows of hexadecimal; a head has a limit, so little is left out. */
const mostRows = 512

export function unreadLines(bytes: Uint8Array, width: number): Line[] {
  const lines = [
    headingLine(
      [
        ['As it came', 'bold'],
        [`  ${readableBytes(bytes.length)}`, 'dim'],
      ],
      width,
    ),
  ]
  for (let at = 0; at < bytes.length && lines.length <= mostRows; at += bytesOfRow)
    lines.push(contentLine(hexRow(bytes, at)))
  if (bytes.length > mostRows * bytesOfRow)
    lines.push([[`… ${readableBytes(bytes.length - mostRows * bytesOfRow)} more`, 'dim']])
  return lines
}
