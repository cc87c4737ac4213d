/** Text in the charset that a message names, as UTF-8: every view reads one encoding. */
import { Buffer } from 'node:buffer'
import type { ContentType } from './document.ts'
import { hasUtf16Mark } from './sniff.ts'

/** Bytes that are not UTF-8 are transcoded in one native call, so not more of them than that takes some ten milliseconds. */
const most = 8 * 1024 * 1024

/** The same bytes where they are UTF-8 already, or in a charset that nobody knows. A byte order mark goes. */
export function toUtf8(bytes: Uint8Array, { parameters }: ContentType): Uint8Array {
  const charset = hasUtf16Mark(bytes) ? (bytes[0] === 0xff ? 'utf-16le' : 'utf-16be') : parameters['charset']
  if (charset !== undefined && !/^(utf-?8|us-ascii|ascii)$/i.test(charset)) {
    try {
      return Buffer.from(new TextDecoder(charset).decode(bytes.subarray(0, most)))
    } catch {
      // An unknown label.
    }
  }
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes
}
