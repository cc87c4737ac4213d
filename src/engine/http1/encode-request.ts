/**
 * The request head as the next hop gets it, and the patches that say what differs from what arrived.
 * Received bytes are copied line by line; only what must change is written anew.
 */
import type { Cause, Patch } from '../../model/hop.ts'
import type { Request } from '../../model/message.ts'
import { formatHost } from '../../kit/authority.ts'
import { sameName } from '../../kit/fields.ts'
import { type Facts, factsKey, inspectFields } from './facts.ts'
import { checkRequestLine } from './made.ts'
import { type Keep, type Replacement, fieldText, hopByHop } from './hop-by-hop.ts'

export type EncodedRequest = {
  text: string
  patches: Patch[]
  framing: number | 'chunked'
}

export type RequestEncoding = {
  /** An http or https parent proxy is asked for the absolute URL. */
  absoluteForm: boolean
  /** Proxy-Authorization for that parent; '' = relay the client's, undefined = none. */
  proxyAuthorization?: string | undefined
  upgrade: boolean
  /** The request is ours and goes as it is written. */
  own?: boolean
}

/** The facts of a head: those found while parsing it, unless its fields have been changed since. */
export function factsOf(head: { fields: readonly string[]; [factsKey]?: Facts }): Facts {
  const known = head[factsKey]
  return known !== undefined && known.of === head.fields ? known : inspectFields(head.fields)
}

/** Throws Malformed on a head that was made here and cannot be sent. */
export function encodeRequest(request: Request, how: RequestEncoding): EncodedRequest {
  const { head, body } = request
  const facts = factsOf(head)
  const patches: Patch[] = []
  const framing = body.length ?? 'chunked'
  const keepCoding = framing === 'chunked' && facts.transferEncoding === 'chunked'
  const keepLength = facts.contentLength === framing && !facts.lengthIsList
  const keep: Keep = {
    upgrade: how.upgrade,
    transferEncoding: keepCoding,
    contentLength: keepLength,
    proxyAuth: how.own ? !how.proxyAuthorization : how.absoluteForm && how.proxyAuthorization === '',
    close: false,
    own: how.own === true,
  }
  const line = startLine(request, how, patches)
  const drop = hopByHop(facts, keep, patches)
  const host = hostField(request, facts, drop, patches)
  let text = line + host.text + fieldText(facts, drop, host.replaced)
  let count = facts.of.length / 2 - drop.length + (host.text === '' ? 0 : 1)
  const add = (name: string, value: string, cause: Patch['cause']) => {
    text += `${name}: ${value}\r\n`
    patches.push({ op: 'add', index: count++, name, value, cause })
  }
  if (framing === 'chunked') {
    if (!keepCoding) add('Transfer-Encoding', 'chunked', 'framing')
  } else if (!keepLength && (framing > 0 || facts.contentLength >= 0)) add('Content-Length', String(framing), 'framing')
  if (how.proxyAuthorization) add('Proxy-Authorization', how.proxyAuthorization, 'route')
  // Kept as long as the exchange: without the room that a growing list has to spare.
  return { text: `${text}\r\n`, patches: patches.slice(), framing }
}

function startLine({ head, target }: Request, how: RequestEncoding, patches: Patch[]): string {
  const written = how.absoluteForm
    ? `${target.scheme}://${formatHost(target.scheme, target.host, target.port)}${target.path === '*' ? '' : target.path}`
    : target.path
  checkRequestLine(head.method, written, head.authority ?? target.host)
  if (written !== head.target)
    patches.push({ op: 'set', index: -1, name: ':target', value: written, before: head.target, cause: 'target-form' })
  if (head.version !== '1.1') {
    const cause = head.version === '2' ? 'h1-h2' : 'http-version'
    patches.push({ op: 'set', index: -1, name: ':version', value: '1.1', before: head.version, cause })
  }
  const { scheme, authority } = head
  if (scheme !== undefined) patches.push({ op: 'remove', index: -1, name: ':scheme', before: scheme, cause: 'h1-h2' })
  if (authority !== undefined)
    patches.push({ op: 'remove', index: -1, name: ':authority', before: authority, cause: 'h1-h2' })
  return `${head.method} ${written} HTTP/1.1\r\n`
}

/** A Host line to put first, or the one that is there written anew; neither when it says the right thing already. */
type HostField = { text: string; replaced?: Replacement }

/**
 * RFC 9112 §3.2.2: a proxy that gets an absolute-form target ignores Host and makes it from the target; over h2 `:authority`
 * stands above Host in the same way (RFC 9113 §8.3.1). A Host that says the same already is left as it stands.
 */
function hostField({ head, target }: Request, facts: Facts, drop: readonly number[], patches: Patch[]): HostField {
  const fromH2 = head.version === '2'
  const value = head.authority ?? formatHost(target.scheme, target.host, target.port)
  const cause: Cause = fromH2 ? 'h1-h2' : 'host-from-target'
  if (facts.host === undefined) {
    // RFC 9110 §7.2: Host is best the first field.
    patches.push({ op: 'add', index: 0, name: 'Host', value, cause })
    return { text: `Host: ${value}\r\n` }
  }
  if (!namesHost(head) || sameHost(facts.host, value, target.scheme)) return { text: '' }
  const index = facts.of.findIndex((name, i) => i % 2 === 0 && sameName(name, 'host'))
  const before = drop.filter((dropped) => dropped < index).length
  patches.push({ op: 'set', index: index / 2 - before, name: facts.of[index]!, value, before: facts.host, cause })
  return { text: '', replaced: { index, value } }
}

/** What an HTTP/1 request is for, for an h2 `:authority`: by the same rule. */
export function hostOf({ head, target }: Request, facts: Facts): string {
  const value = formatHost(target.scheme, target.host, target.port)
  if (facts.host === undefined) return value
  return !namesHost(head) || sameHost(facts.host, value, target.scheme) ? facts.host : value
}

/** The head has a word for its host that stands above the field. */
function namesHost({ authority, target }: Request['head']): boolean {
  return authority !== undefined || (target.charCodeAt(0) !== 47 && target.includes('://'))
}

function sameHost(written: string, expected: string, scheme: string): boolean {
  const lower = written.toLowerCase()
  return lower === expected || lower === `${expected}:${scheme === 'https' ? 443 : 80}`
}
