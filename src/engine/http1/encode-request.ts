/**
 * The request head as the next hop gets it, and the patches that say what differs from what arrived.
 * Received bytes are copied line by line; only what must change is written anew.
 */
import type { Patch } from '../../model/hop.ts'
import type { Request, RequestHead } from '../../model/message.ts'
import { formatHost } from '../../kit/authority.ts'
import { type Facts, factsKey, inspectFields } from './facts.ts'
import { type Keep, fieldText, hopByHop } from './hop-by-hop.ts'

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
}

/** The facts of a head: those found while parsing it, unless its fields have been changed since. */
export function factsOf(head: { fields: readonly string[]; [factsKey]?: Facts }): Facts {
  const known = head[factsKey]
  return known !== undefined && known.of === head.fields ? known : inspectFields(head.fields)
}

export function encodeRequest(request: Request, how: RequestEncoding): EncodedRequest {
  const { head, target, body } = request
  const facts = factsOf(head)
  const patches: Patch[] = []
  const framing = body.length ?? 'chunked'
  const keep: Keep = {
    upgrade: how.upgrade,
    transferEncoding: framing === 'chunked' && facts.transferEncoding !== '',
    contentLength: facts.contentLength === framing,
    proxyAuth: how.absoluteForm && how.proxyAuthorization === '',
    close: false,
  }
  const line = startLine(request, how, patches)
  const drop = hopByHop(facts, keep, patches)
  const host = hostField(head, facts, target.scheme, target.host, target.port, drop, patches)
  let text = line + host.text + fieldText(host.facts, drop)
  let count = host.facts.of.length / 2 - drop.length
  const add = (name: string, value: string, cause: Patch['cause']) => {
    text += `${name}: ${value}\r\n`
    patches.push({ op: 'add', index: count++, name, value, cause })
  }
  if (framing === 'chunked' && facts.transferEncoding === '') add('Transfer-Encoding', 'chunked', 'framing')
  else if (typeof framing === 'number' && facts.contentLength !== framing && framing > 0) add('Content-Length', String(framing), 'framing')
  if (how.proxyAuthorization) add('Proxy-Authorization', how.proxyAuthorization, 'route')
  return { text: `${text}\r\n`, patches, framing }
}

function startLine({ head, target }: Request, how: RequestEncoding, patches: Patch[]): string {
  const written = how.absoluteForm ? `${target.scheme}://${formatHost(target.scheme, target.host, target.port)}${target.path === '*' ? '' : target.path}` : target.path
  if (written !== head.target) patches.push({ op: 'set', index: -1, name: ':target', value: written, before: head.target, cause: 'target-form' })
  if (head.version !== '1.1') {
    patches.push({ op: 'set', index: -1, name: ':version', value: '1.1', before: head.version, cause: head.version === '2' ? 'h1-h2' : 'http-version' })
  }
  return `${head.method} ${written} HTTP/1.1\r\n`
}

/**
 * RFC 9112 §3.2.2: a proxy that gets an absolute-form target ignores Host and makes it from the target.
 * A Host that says the same already is left as it stands, white space and letter case included.
 */
function hostField(head: RequestHead, facts: Facts, scheme: string, host: string, port: number, drop: number[], patches: Patch[]): { text: string; facts: Facts } {
  const value = formatHost(scheme, host, port)
  if (facts.host === undefined) {
    // RFC 9110 §7.2: Host is best the first field.
    patches.push({ op: 'add', index: 0, name: 'Host', value: head.authority ?? value, cause: head.version === '2' ? 'h1-h2' : 'host-from-target' })
    return { text: `Host: ${head.authority ?? value}\r\n`, facts }
  }
  if (!isAbsolute(head.target) || sameHost(facts.host, value, scheme)) return { text: '', facts }
  const fields = [...facts.of]
  const index = fields.findIndex((name, i) => i % 2 === 0 && name.toLowerCase() === 'host')
  fields[index + 1] = value
  const before = drop.filter((dropped) => dropped < index).length
  patches.push({ op: 'set', index: index / 2 - before, name: fields[index]!, value, before: facts.host, cause: 'host-from-target' })
  return { text: '', facts: { ...facts, of: fields, text: '' } }
}

function isAbsolute(target: string): boolean {
  return target.charCodeAt(0) !== 47 && target.includes('://')
}

function sameHost(written: string, expected: string, scheme: string): boolean {
  const lower = written.toLowerCase()
  return lower === expected || lower === `${expected}:${scheme === 'https' ? 443 : 80}`
}
