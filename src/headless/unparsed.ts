/** The bytes of a message that could not be read, as faces show them: cut, and for the disk without the secrets of its fields. */
import type { Exchange } from '../model/exchange.ts'
import type { Redactor } from '../kit/redact.ts'

/** Bytes a line holds of them. */
const most = 4096

/** A request's, or those of the answer to it, as latin1. */
export function unparsedOf({ unparsed, error }: Exchange): string | undefined {
  return (unparsed ?? error?.bytes)?.slice(0, most)
}

/** In quotes and harmless: its first bytes, for a line that has other things to say. */
export function quoteUnparsed(bytes: string): string {
  return JSON.stringify(bytes.slice(0, 60))
}

/** Field by field; what makes a head unreadable (a blank before the colon, a NUL, a folded line) must not save its secrets. */
export function redactUnparsed(bytes: string, redactor: Redactor): string {
  let name = ''
  const pieces = bytes.split(/(\r\n|\r|\n)/)
  return pieces.map((piece, i) => (i % 2 === 1 ? piece : redactLine(piece))).join('')

  function redactLine(line: string): string {
    const [, before = '', value = ''] = /^([ \t]*[^:\s]+[ \t]*:[ \t]*)(.*)$/s.exec(line) ?? []
    const own = before.replace(/[^!#$%&'*+.^_`|~0-9A-Za-z-]/g, '')
    const redacted = before === '' ? redactor.text(line) : before + redactor.field(own, value)
    // A folded line goes on with the value of the one before (RFC 9112 §5.2), whatever it looks like itself.
    if (/^[ \t]/.test(line) && name !== '') return redactor.field(name, redacted)
    name = own
    return redacted
  }
}
