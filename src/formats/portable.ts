/** A recorded request as other tools are to send it again: the client's own, without what a tool must work out by itself. */
import { Buffer } from 'node:buffer'
import { getField, sameName, toPairs } from '../kit/fields.ts'
import { redactBody } from '../kit/redact-body.ts'
import type { Redactor } from '../kit/redact.ts'
import { asUtf8 } from '../kit/utf8-text.ts'
import type { Exchange } from '../model/exchange.ts'
import type { HttpVersion } from '../model/message.ts'

export type Portable = {
  method: string
  /** ASCII: bytes above are percent-encoded. */
  url: string
  /** As sent, latin1; without Content-Length, connection-specific ones, and a Host that the URL tells. */
  fields: [name: string, value: string][]
  version: HttpVersion
  /** It said that it has no body, where many have one. */
  statedEmpty: boolean
  /** As sent, coded; absent for none. */
  body?: Uint8Array
  /** What is not as it was, for people. */
  notes: string[]
}

/** A command to be pasted, or whatever else a format makes. */
export type Exported = { text: string; notes: readonly string[] }

/** Made anew by whoever sends the request (RFC 9110 §7.6.1, RFC 9112 §6). */
const remade = new Set([
  'content-length',
  'transfer-encoding',
  'connection',
  'proxy-connection',
  'keep-alive',
  'upgrade',
  'te',
  'trailer',
  'expect',
])

/** With a redactor its secrets are replaced, in text bodies too. */
export function portableRequest(exchange: Exchange, redactor?: Redactor): Portable {
  const head = exchange.legs[0]?.request
  const notes: string[] = []
  const hide = (text: string): string => redactor?.text(text) ?? text
  const url = hide(asUtf8(exchange.url)).replace(/[^\x21-\x7e]+/g, (text) => encodeURI(text))
  const fields = toPairs(head?.fields ?? [])
    .filter(([name, value]) => !remade.has(name.toLowerCase()) && !(sameName(name, 'host') && value === hostOf(url)))
    .map(([name, value]): [string, string] => [name, redactor === undefined ? value : redactor.field(name, value)])
  const body = bodyOf(exchange, notes, redactor)
  return {
    method: asUtf8(exchange.method),
    url,
    fields,
    version: head?.version ?? '1.1',
    statedEmpty: getField(head?.fields ?? [], 'content-length') === '0',
    ...(body !== undefined && { body }),
    notes,
  }
}

function hostOf(url: string): string | undefined {
  return /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#@]*@)?([^/?#]*)/i.exec(url)?.[1]
}

function bodyOf({ requestBody, legs }: Exchange, notes: string[], redactor?: Redactor): Uint8Array | undefined {
  const { size, kept, chunks } = requestBody
  if (size > kept) notes.push(`only the first ${kept} of ${size} bytes of the body were kept (--max-body)`)
  if (kept === 0) return undefined
  const bytes = Buffer.concat(chunks)
  const text = redactor === undefined ? undefined : textOfBytes(bytes)
  if (redactor === undefined || text === undefined) return bytes
  const type = getField(legs[0]?.request?.fields ?? [], 'content-type') ?? ''
  return Buffer.from(redactBody(text, type.split(';', 1)[0]!.trim().toLowerCase(), redactor))
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** The text that the bytes are; undefined when they are none that a shell or an editor takes as it is. */
export function textOfBytes(bytes: Uint8Array): string | undefined {
  try {
    const text = utf8.decode(bytes)
    return /[\x00-\x08\x0b-\x1f\x7f]/.test(text) ? undefined : text
  } catch {
    return undefined
  }
}
