/**
 * Fields on their way between HTTP/1 and HTTP/2 (RFC 9113 §8.2): names in lower case, nothing connection-specific.
 * Each change is a patch; between two h2 legs nothing changes and nothing is noted.
 */
import type { Cause, Patch } from '../../model/hop.ts'
import type { Fields } from '../../model/message.ts'
import { type Facts, inspectFields } from '../http1/facts.ts'
import { type Keep, hopByHop } from '../http1/hop-by-hop.ts'

/** Of what frames a message or ends at a proxy, h2 knows the length alone. */
const onlyLength: Keep = {
  upgrade: false,
  transferEncoding: false,
  contentLength: true,
  proxyAuth: false,
  close: false,
}

/**
 * Field names that h2 forbids go, with their causes; the rest in lower case. `te: trailers` may pass (RFC 9113 §8.2.2), and a list
 * of equal lengths is one length (RFC 9110 §8.6).
 */
export function toHttp2Fields(fields: Fields, facts: Facts, patches: Patch[], dropHost: boolean): string[] {
  const removed: Patch[] = []
  const drop = hopByHop(facts, onlyLength, removed)
  const kept: string[] = []
  let at = 0
  let next = 0
  for (let i = 0; i < fields.length; i += 2) {
    const name = fields[i]!
    const value = fields[i + 1]!
    const lower = name.toLowerCase()
    if (drop[next] === i) {
      const patch = removed.find((one) => one.before === value && one.name === name)
      next++
      if (lower !== 'te' || value.toLowerCase() !== 'trailers') {
        patches.push({
          op: 'remove',
          index: at,
          name,
          before: value,
          cause: lower === 'transfer-encoding' ? 'framing' : (patch?.cause ?? 'hop-by-hop'),
        })
        continue
      }
    }
    const cause = forbidden(lower, dropHost)
    if (cause !== undefined) {
      patches.push({ op: 'remove', index: at, name, before: value, cause })
      continue
    }
    const sent = lower === 'content-length' && facts.lengthIsList ? String(facts.contentLength) : value
    if (lower !== name) patches.push({ op: 'rename', index: at, name: lower, before: name, cause: 'h1-h2' })
    if (sent !== value)
      patches.push({ op: 'set', index: at, name: lower, value: sent, before: value, cause: 'framing' })
    kept.push(lower, sent)
    at++
  }
  return kept
}

/** Why a field that is not among the usual hop-by-hop ones cannot go over h2. */
function forbidden(name: string, dropHost: boolean): Cause | undefined {
  // RFC 9113 §8.2.2: connection-specific even where no Connection names it; Node throws at it.
  if (name === 'http2-settings') return 'hop-by-hop'
  return dropHost && name === 'host' ? 'h1-h2' : undefined
}

/** Splits Node's raw h2 header list into pseudo fields and the rest, order kept. */
export function splitPseudo(raw: readonly string[]): { pseudo: Record<string, string>; fields: string[] } {
  const pseudo: Record<string, string> = {}
  const fields: string[] = []
  for (let i = 0; i < raw.length; i += 2) {
    const name = raw[i]!
    if (name.charCodeAt(0) === 58) pseudo[name] = raw[i + 1]!
    else fields.push(name, raw[i + 1]!)
  }
  return { pseudo, fields }
}

/** RFC 9113 §8.2.2; at these names Node throws. */
const connectionSpecific = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'transfer-encoding',
  'upgrade',
  'http2-settings',
  'te',
])

/** Node takes trailers and 1xx heads only as an object: equal names become one entry with several values. What ends at a proxy is left out. */
export function toObject(fields: Fields): Record<string, string | string[]> {
  const object: Record<string, string | string[]> = {}
  for (let i = 0; i < fields.length; i += 2) {
    const name = fields[i]!.toLowerCase()
    const value = fields[i + 1]!
    if (connectionSpecific.has(name)) continue
    const known = object[name]
    object[name] = known === undefined ? value : Array.isArray(known) ? [...known, value] : [known, value]
  }
  return object
}

/** Several Cookie fields become one on the way to HTTP/1 (RFC 9113 §8.2.3). */
export function joinCookies(fields: Fields, patches: Patch[]): Fields {
  const values: string[] = []
  for (let i = 0; i < fields.length; i += 2) if (fields[i] === 'cookie') values.push(fields[i + 1]!)
  if (values.length < 2) return fields
  const joined: string[] = []
  let seen = false
  for (let i = 0; i < fields.length; i += 2) {
    const name = fields[i]!
    if (name !== 'cookie') joined.push(name, fields[i + 1]!)
    else if (!seen) {
      seen = true
      patches.push({
        op: 'set',
        index: joined.length / 2,
        name,
        value: values.join('; '),
        before: fields[i + 1]!,
        cause: 'h1-h2',
      })
      joined.push(name, values.join('; '))
    } else patches.push({ op: 'remove', index: joined.length / 2, name, before: fields[i + 1]!, cause: 'h1-h2' })
  }
  return joined
}

/** The value of content-length, or null. */
export function contentLength(fields: Fields): number | null {
  const { contentLength: length } = inspectFields(fields)
  return length < 0 ? null : length
}
