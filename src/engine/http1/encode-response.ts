/** The response head as the client gets it, with its framing, and the patches that say what differs from what arrived. */
import { reasons } from '../../kit/reasons.ts'
import type { Patch } from '../../model/hop.ts'
import type { HttpVersion, ResponseHead } from '../../model/message.ts'
import type { Facts } from './facts.ts'
import { factsOf } from './encode-request.ts'
import { checkStatusLine } from './made.ts'
import { type Keep, fieldText, hopByHop } from './hop-by-hop.ts'

const CR = 13

export type EncodedResponse = {
  text: string
  patches: Patch[]
  framing: number | 'chunked' | 'close'
  /** The connection can carry another request afterwards. */
  keepAlive: boolean
}

export type ResponseEncoding = {
  method: string
  clientVersion: HttpVersion
  /** The client and we would both go on. */
  keepAlive: boolean
  /** Bytes of the body, or null when unknown. */
  length: number | null
  /** The upstream's body ends with its connection: so does ours. */
  untilClose: boolean
  /** 101, or a 2xx to CONNECT: Connection and Upgrade pass. */
  switching: boolean
}

/** Throws Malformed on a head that was made here and cannot be sent. */
export function encodeResponse(head: ResponseHead, how: ResponseEncoding): EncodedResponse {
  const facts = factsOf(head)
  const patches: Patch[] = []
  const bodyless =
    how.method === 'HEAD' || head.status < 200 || head.status === 204 || head.status === 304 || how.switching
  const framing = bodyless ? 0 : frame(how, facts)
  const keepAlive = how.keepAlive && framing !== 'close' && !how.switching
  const closing = !keepAlive && !how.switching
  const keepLength = !facts.lengthIsList && (bodyless || facts.contentLength === framing)
  const keep: Keep = {
    upgrade: how.switching || head.status === 426,
    transferEncoding: how.clientVersion === '1.1' && keepsCoding(facts, framing, bodyless),
    contentLength: keepLength,
    proxyAuth: head.status === 407,
    close: closing && facts.connection === 'close',
  }
  let text = statusLine(head, patches)
  const drop = hopByHop(facts, keep, patches)
  text += fieldText(facts, drop)
  let count = facts.of.length / 2 - drop.length
  const add = (name: string, value: string) => {
    text += `${name}: ${value}\r\n`
    patches.push({ op: 'add', index: count++, name, value, cause: 'framing' })
  }
  if (framing === 'chunked' && !keep.transferEncoding) add('Transfer-Encoding', 'chunked')
  // A HEAD answer's length is content, not ours: it is only written anew where it was a list.
  const length = bodyless ? facts.contentLength : framing
  if (typeof length === 'number' && !keepLength && length >= 0) add('Content-Length', String(length))
  if (closing && !keep.close) add('Connection', 'close')
  else if (keepAlive && how.clientVersion === '1.0') add('Connection', 'keep-alive')
  return { text: `${text}\r\n`, patches: patches.length === 0 ? patches : patches.slice(), framing, keepAlive }
}

/** A HEAD answer describes the body that a GET would have; codings other than chunked were framed by the close, and still are. */
function keepsCoding(facts: Facts, framing: EncodedResponse['framing'], bodyless: boolean): boolean {
  return bodyless || (framing === 'chunked') === (facts.transferEncoding === 'chunked')
}

/** Known length as Content-Length; otherwise chunked where the client understands it and the upstream did not frame by its close. */
function frame(how: ResponseEncoding, facts: Facts): number | 'chunked' | 'close' {
  if (how.length !== null) return how.length
  if (how.clientVersion === '1.0') return 'close'
  return how.untilClose && facts.transferEncoding !== 'chunked' ? 'close' : 'chunked'
}

function statusLine(head: ResponseHead, patches: Patch[]): string {
  checkStatusLine(head.status, head.reason)
  if (head.version !== '1.1') {
    const cause = head.version === '2' ? 'h1-h2' : 'http-version'
    patches.push({ op: 'set', index: -1, name: ':version', value: '1.1', before: head.version, cause })
  }
  const reason = head.version === '2' && head.reason === '' ? (reasons[head.status] ?? '') : head.reason
  if (reason !== head.reason)
    patches.push({ op: 'set', index: -1, name: ':reason', value: reason, before: '', cause: 'h1-h2' })
  // Some origins leave out the space before a reason that is not there (RFC 9112 §4): so do we, then.
  const space = reason === '' && head.raw?.charCodeAt(12) === CR ? '' : ' '
  return `HTTP/1.1 ${head.status}${space}${reason}\r\n`
}

const keepNothing: Keep = {
  upgrade: false,
  transferEncoding: false,
  contentLength: false,
  proxyAuth: false,
  close: false,
}

/**
 * A 1xx head as it is passed on: untouched but for the version and what ends at a proxy. Framing fields go too: a 1xx has
 * no content (RFC 9110 §8.6, RFC 9112 §6.1), and a client that believed them would misread the answer that follows.
 */
export function encodeInterim(head: ResponseHead): string {
  const facts = factsOf(head)
  return `${statusLine(head, [])}${fieldText(facts, hopByHop(facts, keepNothing, []))}\r\n`
}
