/**
 * What a head's fields say about framing and the connection, gathered in the one pass that parses them.
 * Facts belong to one `fields` array: a changed head has another array and is inspected anew.
 */
import type { Fields } from '../../model/message.ts'
import { trimBlanks } from './characters.ts'
import { checkFields } from './made.ts'
import { Malformed } from './malformed.ts'

/** Where a parsed head carries its facts: a symbol, so that no face or file ever shows them. */
export const factsKey: unique symbol = Symbol('facts')

export type Facts = {
  /** The array these facts were read from. */
  of: Fields
  /** The head as text whose lines `lines` points into; '' when the fields did not come from h1. */
  text: string
  /** Offset of the first field line in `text`. */
  start: number
  /** Field lines that end at a proxy or frame the message, flat: position in `of`, offset of the line, offset after it. */
  lines: number[]
  /** Content-Length, or −1. */
  contentLength: number
  /** A Content-Length line is a list of equal numbers, which must not be passed on. */
  lengthIsList: boolean
  /** Transfer-Encoding lines joined by ', ', lower case; '' when absent. */
  transferEncoding: string
  /** Connection options joined by ',', lower case; '' when absent. */
  connection: string
  host: string | undefined
  hostCount: number
  upgrade: string
  expectContinue: boolean
  proxyAuthorization: string | undefined
  /** What tolerant parsing mended. */
  repaired: string
}

export function createFacts(of: Fields, text: string, start: number): Facts {
  return {
    of,
    text,
    start,
    lines: [],
    contentLength: -1,
    lengthIsList: false,
    transferEncoding: '',
    connection: '',
    host: undefined,
    hostCount: 0,
    upgrade: '',
    expectContinue: false,
    proxyAuthorization: undefined,
    repaired: '',
  }
}

/** Fields that end at a proxy or frame the message: their lines are noted. */
const noted = new Set(['te', 'upgrade', 'connection', 'keep-alive', 'content-length', 'transfer-encoding'])

/** Of the Proxy-* fields only this one is for everybody (RFC 9209 §2). */
function isForProxy(name: string): boolean {
  return name.startsWith('proxy-') && name !== 'proxy-status'
}

/** Lengths and first letters of those names, of `host` and `expect`, and of what begins as Proxy-* does: they rule out most fields. */
const candidates = new Uint8Array(32 * 256)
for (const name of [...noted, 'host', 'expect']) candidates[(name.length << 8) | name.charCodeAt(0)] = 1
const p = 112

/** Notes one field in the facts, if it matters. `index` is its position in the flat list. Throws Malformed on framing that cannot be trusted. */
export function noteField(facts: Facts, index: number, name: string, value: string, start: number, end: number): void {
  const first = name.charCodeAt(0) | 32
  if (first !== p && candidates[(name.length << 8) | first] !== 1) return
  const lower = name.toLowerCase()
  noteValue(facts, lower, value)
  if (noted.has(lower) || isForProxy(lower)) facts.lines.push(index, start, end)
}

function noteValue(facts: Facts, name: string, value: string): void {
  switch (name) {
    case 'host':
      facts.hostCount++
      facts.host ??= value
      return
    case 'expect':
      if (value.toLowerCase() === '100-continue') facts.expectContinue = true
      return
    case 'upgrade':
      facts.upgrade = facts.upgrade === '' ? value : `${facts.upgrade}, ${value}`
      return
    case 'connection':
      facts.connection = facts.connection === '' ? value.toLowerCase() : `${facts.connection},${value.toLowerCase()}`
      return
    case 'content-length':
      return noteLength(facts, value)
    case 'transfer-encoding':
      return noteCodings(facts, value.toLowerCase())
    case 'proxy-authorization':
      facts.proxyAuthorization = value
  }
}

function noteCodings(facts: Facts, codings: string): void {
  if (codings === '') throw new Malformed('Expected a transfer coding, got an empty Transfer-Encoding')
  facts.transferEncoding = facts.transferEncoding === '' ? codings : `${facts.transferEncoding}, ${codings}`
}

/** RFC 9112 §6.3: identical values collapse, anything else is refused (request smuggling). */
function noteLength(facts: Facts, value: string): void {
  const members = value.split(',')
  if (members.length > 1) facts.lengthIsList = true
  for (const member of members) {
    const digits = trimBlanks(member)
    if (!/^\d{1,16}$/.test(digits) || Number(digits) > Number.MAX_SAFE_INTEGER) {
      const expected = /^\d+$/.test(digits) ? 'below 2^53' : 'of digits'
      throw new Malformed(`Expected a Content-Length ${expected}, got ${JSON.stringify(value.slice(0, 40))}`)
    }
    const length = Number(digits)
    if (facts.contentLength >= 0 && facts.contentLength !== length) {
      throw new Malformed(`Expected one Content-Length, got ${facts.contentLength} and ${length}`)
    }
    facts.contentLength = length
  }
}

/** Facts of fields that were made or changed here, or came over h2. Throws Malformed on those that cannot be sent. */
export function inspectFields(fields: Fields): Facts {
  checkFields(fields)
  const facts = createFacts(fields, '', 0)
  for (let i = 0; i < fields.length; i += 2) noteField(facts, i, fields[i]!, fields[i + 1]!, 0, 0)
  return facts
}

/** True when Connection lists the option. */
export function hasConnectionOption(facts: Facts, option: string): boolean {
  const list = facts.connection
  if (list === '') return false
  return list === option || list.split(',').some((member) => trimBlanks(member) === option)
}
