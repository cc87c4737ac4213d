/** A body as tools record it, as it was on the wire: text under its Content-Encoding again, so that heads and bodies agree. */
import { Buffer } from 'node:buffer'
import { listMembers } from '../kit/fields.ts'
import type { BodyRecord } from '../model/exchange.ts'
import type { Fields } from '../model/message.ts'
import { listOf, member, numberOf, textOf } from './source.ts'

/** Content codings, done and undone; undefined where that cannot be. */
export type Codec = {
  decode(bytes: Uint8Array, contentEncoding: string): Uint8Array | undefined
  encode(bytes: Uint8Array, contentEncoding: string): Uint8Array | undefined
}

export type BodyPlace = {
  fields: Fields
  /** `bodySize`: bytes on the wire; negative or absent when not known. */
  size: unknown
  codec: Codec
  /** Written by us, who say whether content is encoded; others do as they like. */
  ours: boolean
}

const none: BodyRecord = { size: 0, kept: 0, chunks: [] }

/** `content` of a response, `postData` or `_content` of a request. */
export function readBody(content: unknown, place: BodyPlace): BodyRecord {
  const bytes = contentBytes(content)
  const stated = Math.max(0, Math.floor(numberOf(place.size) ?? 0))
  if (bytes === undefined) {
    // Firefox leaves images out: their size is known and nothing else.
    const size = stated || Math.max(0, Math.floor(numberOf(member(content, 'size')) ?? 0))
    return size === 0 ? none : { ...none, size }
  }
  const sent = encoded(bytes, content, place)
  const kept = sent.length
  const truncated = member(content, '_truncated') === true
  // Coded again it may have another length; more bytes than are here would mean that it was cut.
  const size = truncated ? Math.max(stated, kept + 1) : sent === bytes ? kept : Math.min(stated || kept, kept)
  return { size, kept, chunks: kept === 0 ? [] : [sent] }
}

function contentBytes(content: unknown): Uint8Array | undefined {
  const text = textOf(member(content, 'text'))
  const params = listOf(member(content, 'params'))
  if (text !== undefined && (text !== '' || params.length === 0)) {
    const encoding = member(content, 'encoding') ?? member(content, '_encoding')
    return Buffer.from(text, encoding === 'base64' ? 'base64' : 'utf8')
  }
  if (params.length === 0) return undefined
  const form = new URLSearchParams(
    params.map((param): [string, string] => [
      textOf(member(param, 'name')) ?? '',
      textOf(member(param, 'value')) ?? '',
    ]),
  )
  return Buffer.from(form.toString())
}

function encoded(bytes: Uint8Array, content: unknown, { fields, codec, ours }: BodyPlace): Uint8Array {
  const coding = listMembers(fields, 'content-encoding').join(', ')
  if (bytes.length === 0 || coding === '' || coding.toLowerCase() === 'identity') return bytes
  if (member(content, '_encoded') === true) return bytes
  // Some tools leave the content under its coding: what can be decoded is.
  if (!ours && codec.decode(bytes, coding) !== undefined) return bytes
  return codec.encode(bytes, coding) ?? bytes
}
