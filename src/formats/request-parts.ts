/**
 * The parts of a request as people write them. Text becomes bytes on the way in: everything here is latin1 text that
 * stands for the UTF-8 bytes of what was written, as `Fields` want it.
 */
import { Buffer } from 'node:buffer'
import { domainToASCII } from 'node:url'
import { defaultPort, formatHost, parseAuthority } from '../kit/authority.ts'
import { MiddleboxError } from '../model/errors.ts'

/** The UTF-8 bytes of a text, as latin1. */
export function byteText(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1')
}

/** The text behind `byteText`. */
export function plainText(bytes: string): string {
  return Buffer.from(bytes, 'latin1').toString('utf8')
}

/** One line about a mistake in `where`; the place is hint enough. */
export function mistake(where: string, expected: string, found: string, hint = ''): MiddleboxError {
  return new MiddleboxError('usage', `${where}: Expected ${expected}, got ${found}.`, hint)
}

/** What was found, quoted, made short and readable. */
export function shown(bytes: string): string {
  const text = plainText(bytes)
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 77)}...` : text)
}

export type ReadUrl = {
  /** Normal in scheme, host and port; path and query as written, bytes above ASCII percent-encoded, no fragment. */
  url: string
  /** What Host is to say. */
  host: string
  /** `user:password` before the host, decoded. */
  user?: string
}

/** A URL, with http:// supplied as curl does. @throws MiddleboxError usage */
export function readUrl(bytes: string, where: string): ReadUrl {
  const [, written, before = '', rest = ''] = /^(?:([A-Za-z][A-Za-z0-9+.-]*):\/\/)?([^/?#]*)([^#]*)/.exec(bytes)!
  const scheme = written?.toLowerCase() ?? 'http'
  if (scheme !== 'http' && scheme !== 'https') throw mistake(where, 'an http or https URL', shown(bytes))
  if (/[\x00-\x20\x7f]/.test(before + rest)) {
    throw mistake(
      where,
      'a URL without spaces and control characters',
      shown(bytes),
      'A space in a URL is written %20.',
    )
  }
  const at = before.lastIndexOf('@')
  const authority = before.slice(at + 1)
  const ascii = /[^\x00-\x7f]/.test(authority) ? domainToAscii(authority) : authority
  const named = parseAuthority(ascii, defaultPort(scheme))
  if (named === undefined) throw mistake(where, 'a URL with host or host:port', shown(bytes))
  const path = (rest.startsWith('/') ? rest : `/${rest}`).replace(/[\x80-\xff]/g, percent)
  const host = formatHost(scheme, named.host, named.port)
  return { url: `${scheme}://${host}${path}`, host, ...(at < 0 ? {} : { user: decode(before.slice(0, at)) }) }
}

function domainToAscii(authority: string): string {
  const [, name = '', port = ''] = /^(.*?)(:\d*)?$/.exec(plainText(authority))!
  return domainToASCII(name) + port
}

function percent(byte: string): string {
  return `%${byte.charCodeAt(0).toString(16).toUpperCase()}`
}

function decode(bytes: string): string {
  return bytes.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
}

/** The Authorization value for `user:password` (RFC 7617). */
export function basicAuthorization(user: string): string {
  return `Basic ${Buffer.from(user.includes(':') ? user : `${user}:`, 'latin1').toString('base64')}`
}

const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/

/** A method (RFC 9110 §9.1); CONNECT asks for a tunnel, which nothing here could use. @throws MiddleboxError usage */
export function readMethod(bytes: string, where: string): string {
  if (!token.test(bytes)) throw mistake(where, 'a method such as GET', shown(bytes))
  if (bytes === 'CONNECT') throw mistake(where, 'a method other than CONNECT', 'CONNECT')
  return bytes
}

/** A field line without its end: `Name: value`. @throws MiddleboxError usage */
export function readField(bytes: string, where: string): [name: string, value: string] {
  const colon = bytes.indexOf(':')
  const name = bytes.slice(0, Math.max(0, colon))
  const value = bytes.slice(colon + 1).replace(/^[ \t]+|[ \t]+$/g, '')
  if (!token.test(name)) throw mistake(where, 'a header field "Name: value"', shown(bytes))
  if (!isFieldValue(value)) throw mistake(where, `a value of ${name} without control characters`, shown(value))
  return [name, value]
}

export function isFieldName(name: string): boolean {
  return token.test(name)
}

/** RFC 9110 §5.5: no control characters but tab; and nothing that is no byte. */
export function isFieldValue(value: string): boolean {
  return /^[\t\x20-\x7e\x80-\xff]*$/.test(value)
}
