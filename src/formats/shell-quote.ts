/** Any bytes as one word of a POSIX shell: what no terminal takes when pasted goes through printf's octal escapes. */
import { Buffer } from 'node:buffer'
import { quote } from '../kit/shell-word.ts'

/** Bytes as latin1 text, without NUL, and not ending in line ends where they need printf: command substitution takes those. */
export function quoteBytes(bytes: string): string {
  const text = Buffer.from(bytes, 'latin1').toString('utf8')
  const same = Buffer.from(text, 'utf8').toString('latin1') === bytes
  if (same && !/[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]/.test(text)) return quoteText(text)
  // What begins with a dash would be an option.
  const escaped = bytes.replace(/^-|[^ -$&-[\]-~]/g, (byte) =>
    byte === '%' ? '%%' : `\\${byte.charCodeAt(0).toString(8).padStart(3, '0')}`,
  )
  return `"$(printf ${quote(escaped)})"`
}

/** Text of which line ends may be part: they are nothing special between single quotes. */
export function quoteText(text: string): string {
  return text === '' ? "''" : quote(text)
}
