/**
 * The head parser: one latin1 text, from the first byte of the start line through the blank line, becomes an ordered head.
 * Strict by RFC 9112; tolerance for bare LF and obs-fold is a separate, visible repair of the text: `repair.ts`.
 */
import type { RequestHead, ResponseHead } from '../../model/message.ts'
import { COLON, CR, LF, SP, describeByte, isBlank, isFieldText, isTarget, isToken } from './characters.ts'
import { type Facts, createFacts, factsKey, noteField } from './facts.ts'
import { Malformed } from './malformed.ts'

/** A head as parsed from h1 bytes, with the facts gathered on the way. */
export type ParsedRequestHead = RequestHead & { raw: string; [factsKey]: Facts }
export type ParsedResponseHead = ResponseHead & { raw: string; [factsKey]: Facts }

export type HeadLimits = { fieldCount: number; targetBytes: number }

/** The bytes that a text was made of, one for one, from `from` on: a byte is read in a third of the time that a character takes. */
export type Bytes = { bytes: Uint8Array; from: number }

const bytesOf = (text: string): Bytes => ({ bytes: Buffer.from(text, 'latin1'), from: 0 })

/** Parses a request head. Throws Malformed. */
export function parseRequestHead(text: string, limits: HeadLimits, source = bytesOf(text)): ParsedRequestHead {
  const { bytes, from } = source
  let at = 0
  while (isToken[bytes[from + at]!] === 1) at++
  if (at === 0 || bytes[from + at] !== SP) throw unexpected(text, at, 'a method and a space')
  const method = text.slice(0, at)
  const targetStart = ++at
  let code = bytes[from + at]!
  while (isTarget[code] === 1) code = bytes[from + ++at]!
  if (at === targetStart || code !== SP) throw unexpected(text, at, 'a request target and a space')
  if (at - targetStart > limits.targetBytes) {
    throw new Malformed(`Expected a target of at most ${limits.targetBytes} bytes, got ${at - targetStart}`, {
      limit: 'target_too_long',
    })
  }
  const target = text.slice(targetStart, at)
  const version = parseVersion(text, at + 1)
  const start = endOfLine(text, at + 9)
  const facts = parseFields(text, start, limits.fieldCount, source)
  if (method === 'CONNECT') refuseContent(facts)
  return { method, target, version, fields: facts.of, raw: text, [factsKey]: facts }
}

/** Parses a response head. Throws Malformed. A missing space after the status is accepted (RFC 9112 §4 asks recipients to be lenient there). */
export function parseResponseHead(text: string, limits: HeadLimits, source = bytesOf(text)): ParsedResponseHead {
  const version = parseVersion(text, 0)
  if (text.charCodeAt(8) !== SP) throw unexpected(text, 8, 'a space after the version')
  const status = digit(text, 9) * 100 + digit(text, 10) * 10 + digit(text, 11)
  if (status < 100) throw new Malformed(`Expected a status from 100 to 999, got ${text.slice(9, 12)}`)
  let at = 12
  let reason = ''
  if (text.charCodeAt(at) === SP) {
    const reasonStart = ++at
    while (isFieldText[text.charCodeAt(at)] === 1) at++
    reason = text.slice(reasonStart, at)
  }
  const start = endOfLine(text, at)
  const facts = parseFields(text, start, limits.fieldCount, source)
  return { status, reason, version, fields: facts.of, raw: text, [factsKey]: facts }
}

/**
 * Parses a trailer section: field lines and the blank line. Throws Malformed, also on framing fields, which trailers must not
 * have (RFC 9110 §6.5.1): a reader that merges trailers into the head would frame the message anew.
 */
export function parseTrailers(text: string, fieldCount: number): readonly string[] {
  const facts = parseFields(text, 0, fieldCount, bytesOf(text))
  if (facts.contentLength >= 0) throw new Malformed('Expected trailers without Content-Length, got one')
  if (facts.transferEncoding !== '') throw new Malformed('Expected trailers without Transfer-Encoding, got one')
  return facts.of
}

/** RFC 9110 §9.3.6: CONNECT has no content. Some readers would take it for a body, others for the tunnel's first bytes. */
function refuseContent(facts: Facts): void {
  if (facts.contentLength > 0 || facts.transferEncoding !== '') {
    throw new Malformed('Expected a CONNECT request without a body, got one')
  }
}

function parseVersion(text: string, at: number): '1.0' | '1.1' {
  if (text.startsWith('HTTP/1.', at)) {
    const minor = text.charCodeAt(at + 7)
    if (minor === 49) return '1.1'
    if (minor === 48) return '1.0'
  }
  throw new Malformed(`Expected HTTP/1.1 or HTTP/1.0, got ${JSON.stringify(text.slice(at, at + 10))}`)
}

function digit(text: string, at: number): number {
  const value = text.charCodeAt(at) - 48
  if (!(value >= 0 && value <= 9)) throw unexpected(text, at, 'a status of three digits')
  return value
}

function endOfLine(text: string, at: number): number {
  if (text.charCodeAt(at) === CR && text.charCodeAt(at + 1) === LF) return at + 2
  throw unexpected(text, at, 'CRLF', text.charCodeAt(at) === LF)
}

function parseFields(text: string, start: number, fieldCount: number, { bytes, from }: Bytes): Facts {
  const fields: string[] = []
  const facts = createFacts(fields, text, start)
  let at = start
  while (bytes[from + at] !== CR) {
    const lineStart = at
    while (isToken[bytes[from + at]!] === 1) at++
    if (at === lineStart || bytes[from + at] !== COLON) throw badName(text, at, lineStart)
    const name = text.slice(lineStart, at)
    at++
    let code = bytes[from + at]!
    while (isBlank(code)) code = bytes[from + ++at]!
    const valueStart = at
    while (isFieldText[code] === 1) code = bytes[from + ++at]!
    let valueEnd = at
    if (code !== CR || bytes[from + at + 1] !== LF)
      throw unexpected(text, at, `a field value for ${name} ended by CRLF`, code === LF)
    while (valueEnd > valueStart && isBlank(bytes[from + valueEnd - 1]!)) valueEnd--
    at += 2
    if (fields.length >= fieldCount * 2) {
      throw new Malformed(`Expected at most ${fieldCount} field lines, got more`, { limit: 'head_too_large' })
    }
    const value = text.slice(valueStart, valueEnd)
    fields.push(name, value)
    noteField(facts, fields.length - 2, name, value, lineStart, at)
  }
  if (bytes[from + at + 1] !== LF) throw unexpected(text, at, 'CRLF')
  return facts
}

function badName(text: string, at: number, lineStart: number): Malformed {
  const code = text.charCodeAt(at)
  if (at === lineStart && isBlank(code)) return unexpected(text, at, 'a field name, not a folded line (obs-fold)', true)
  if (isBlank(code))
    return new Malformed(
      `Expected a colon right after the field name ${JSON.stringify(text.slice(lineStart, at))}, got white space`,
    )
  if (at === lineStart && code === COLON) return new Malformed('Expected a field name before the colon, got none')
  return unexpected(text, at, 'a field name and a colon', code === LF && at === lineStart)
}

function unexpected(text: string, at: number, expected: string, repairable = false): Malformed {
  const code = text.charCodeAt(at)
  const got = Number.isNaN(code)
    ? 'the end'
    : code === LF
      ? 'a bare LF'
      : code === CR
        ? text.charCodeAt(at + 1) === LF
          ? 'the end of the line'
          : 'a bare CR'
        : describeByte(code)
  return new Malformed(`Expected ${expected}, got ${got} at byte ${at}`, { repairable })
}
