/**
 * Heads that were made or changed here, by a rule, a script or a user: what would break out of its line is refused before
 * it is written, or a value could smuggle a field or a whole message (RFC 9110 §5.5, RFC 9112 §11.1).
 */
import type { Fields } from '../../model/message.ts'
import { isFieldText, isTarget, isToken } from './characters.ts'
import { Malformed } from './malformed.ts'

/** Throws Malformed on a name that is no token, and on CR, LF, NUL and what is no byte in a value. */
export function checkFields(fields: Fields): void {
  for (let i = 0; i < fields.length; i += 2) {
    const name = fields[i]!
    if (!isField(name, fields[i + 1])) throw badField(name, fields[i + 1])
  }
}

/** True for a field that is one line. */
export function isField(name: string, value: string | undefined): boolean {
  return name !== '' && consists(name, isToken) && value !== undefined && !/[\0\r\n\u0100-\uffff]/.test(value)
}

/** Throws Malformed on a request line or Host that would not be read back as it was meant. */
export function checkRequestLine(method: string, target: string, host: string): void {
  if (method === '' || !consists(method, isToken)) throw new Malformed(`Expected a method, got ${shown(method)}`)
  if (target === '' || !consists(target, isTarget))
    throw new Malformed(`Expected a target of printable bytes without spaces, got ${shown(target)}`)
  if (!consists(host, isTarget)) throw new Malformed(`Expected a host name, got ${shown(host)}`)
}

/** Throws Malformed on a status line that would not be read back as it was meant. */
export function checkStatusLine(status: number, reason: string): void {
  if (!Number.isInteger(status) || status < 100 || status > 999)
    throw new Malformed(`Expected a status from 100 to 999, got ${status}`)
  if (!consists(reason, isFieldText)) throw new Malformed(`Expected a reason phrase on one line, got ${shown(reason)}`)
}

/** What is no byte has no place in a table, and is refused with the rest. */
function consists(text: string, table: Uint8Array): boolean {
  for (let at = 0; at < text.length; at++) if (table[text.charCodeAt(at)] !== 1) return false
  return true
}

function badField(name: string, value: string | undefined): Malformed {
  if (name === '' || !consists(name, isToken)) return new Malformed(`Expected a field name, got ${shown(name)}`)
  return new Malformed(
    `Expected a value of ${name} on one line, in bytes, got ${value === undefined ? 'none' : shown(value)}`,
  )
}

function shown(text: string): string {
  return JSON.stringify(text.slice(0, 60))
}
