/** Atoms about request and response heads: ~h ~hq ~hs ~t ~tq ~ts ~a ~m. */
import { getFields } from '../../kit/fields.ts'
import { applyPatches } from '../../kit/patch.ts'
import type { Exchange } from '../../model/exchange.ts'
import type { Fields } from '../../model/message.ts'
import { flag, search } from '../atom.ts'
import type { Atom } from '../atom.ts'
import type { Pattern } from '../pattern.ts'
import { textMatches } from '../text.ts'

const multiline = { multiline: true }

/** What mitmproxy counts as an asset, by Content-Type of the response. */
const asset = /text\/javascript|application\/(?:x-)?javascript|text\/css|image\/|font\/|application\/font/i

export const headAtoms: readonly Atom[] = [
  flag({
    name: 'a',
    from: 'mitmproxy',
    help: 'asset in the response: CSS, JavaScript, image or font',
    phase: 'response-head',
    yes: 'the response is an asset',
    no: 'the response is not an asset',
    tests: { exchange: (exchange) => contentTypes(responseFields(exchange)).some((value) => asset.test(value)) },
  }),
  search({
    name: 'h',
    from: 'mitmproxy',
    help: 'header line `Name: value`, of request or response',
    example: '~h "^cache-control: .*no-store"',
    phase: 'response-head',
    flags: multiline,
    subject: 'a header line',
    tests: (pattern) => ({
      exchange: (exchange) =>
        linesMatch(pattern, requestFields(exchange)) || linesMatch(pattern, responseFields(exchange)),
    }),
  }),
  search({
    name: 'hq',
    from: 'mitmproxy',
    help: 'header line of the request',
    example: '~hq ^authorization:',
    phase: 'request-head',
    flags: multiline,
    subject: 'a request header line',
    tests: (pattern) => ({ exchange: (exchange) => linesMatch(pattern, requestFields(exchange)) }),
  }),
  search({
    name: 'hs',
    from: 'mitmproxy',
    help: 'header line of the response',
    example: '~hs ^set-cookie:',
    phase: 'response-head',
    flags: multiline,
    subject: 'a response header line',
    tests: (pattern) => ({ exchange: (exchange) => linesMatch(pattern, responseFields(exchange)) }),
  }),
  search({
    name: 'm',
    from: 'mitmproxy',
    help: 'method',
    example: '~m POST',
    phase: 'request-head',
    subject: 'the method',
    tests: (pattern) => ({ exchange: ({ method }) => method !== undefined && pattern.test(method) }),
  }),
  search({
    name: 't',
    from: 'mitmproxy',
    help: 'Content-Type, of request or response',
    example: '~t json',
    phase: 'response-head',
    subject: 'a Content-Type',
    tests: (pattern) => ({
      exchange: (exchange) =>
        typeMatches(pattern, requestFields(exchange)) || typeMatches(pattern, responseFields(exchange)),
    }),
  }),
  search({
    name: 'tq',
    from: 'mitmproxy',
    help: 'Content-Type of the request',
    example: '~tq form-urlencoded',
    phase: 'request-head',
    subject: "the request's Content-Type",
    tests: (pattern) => ({ exchange: (exchange) => typeMatches(pattern, requestFields(exchange)) }),
  }),
  search({
    name: 'ts',
    from: 'mitmproxy',
    help: 'Content-Type of the response',
    example: '~ts text/html',
    phase: 'response-head',
    subject: "the response's Content-Type",
    tests: (pattern) => ({ exchange: (exchange) => typeMatches(pattern, responseFields(exchange)) }),
  }),
]

/** The request's fields as the client sent them. */
export function requestFields(exchange: Partial<Exchange>): Fields {
  return exchange.legs?.[0]?.request?.fields ?? []
}

/** The response's fields as the client got them: as held, or made from the nearest leg's by what was changed since. */
export function responseFields({ legs, hops }: Partial<Exchange>): Fields {
  let at = legs?.findIndex((leg) => leg.response !== undefined) ?? -1
  let head = legs?.[at]?.response
  while (head !== undefined && at-- > 0) head = applyPatches(head, hops?.[at]?.response ?? [])
  return head?.fields ?? []
}

export function contentTypes(fields: Fields): string[] {
  return getFields(fields, 'content-type')
}

function typeMatches(pattern: Pattern, fields: Fields): boolean {
  return contentTypes(fields).some((value) => pattern.test(value))
}

/** The search runs over all lines at once, as mitmproxy does it, so that a pattern may span them. */
function linesMatch(pattern: Pattern, fields: Fields): boolean {
  if (fields.length === 0) return false
  if (fields !== lastFields) {
    lastFields = fields
    lastText = ''
    for (let i = 0; i < fields.length; i += 2) lastText += `${fields[i]}: ${fields[i + 1]}\r\n`
  }
  return textMatches(pattern, lastText)
}

/** Many rules ask about the same head one after the other: its text is made once. */
let lastFields: Fields | undefined
let lastText = ''
