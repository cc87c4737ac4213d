/** Searching bytes with patterns made of characters: as Latin-1, so that every byte can be named, and as UTF-8. */
import { Buffer, isAscii } from 'node:buffer'
import type { Pattern } from './pattern.ts'

/** Whether the pattern occurs in text that holds one byte per character, as header fields do. */
export function textMatches(pattern: Pattern, text: string): boolean {
  if (pattern.test(text)) return true
  // Only a pattern that names characters outside ASCII can gain by another reading of the bytes.
  return pattern.wide && /[\u0080-\u00ff]/.test(text) && pattern.test(Buffer.from(text, 'latin1').toString('utf8'))
}

/** Whether the pattern occurs in the first `limit` bytes. */
export function bytesMatch(pattern: Pattern, bytes: Uint8Array, limit: number): boolean {
  if (bytes.length === 0) return pattern.test('')
  const part = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, limit))
  if (isAscii(part)) return pattern.test(part.toString('latin1'))
  return pattern.test(part.toString('utf8')) || pattern.test(part.toString('latin1'))
}
