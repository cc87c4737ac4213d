/** A recorded body as HAR has it: decoded text, or base64 of what is no text; cut ones and undecodable ones say so. */
import { Buffer } from 'node:buffer'
import { getField, listMembers } from '../kit/fields.ts'
import { asUtf8 } from '../kit/utf8-text.ts'
import type { BodyRecord } from '../model/exchange.ts'
import type { Fields } from '../model/message.ts'
import type { Censor } from './censor.ts'
import type { HarText } from './shape.ts'

/** What undoes a content coding: the bytes, as far as they can be had; undefined when not at all. */
export type Decode = (chunks: readonly Uint8Array[], contentEncoding: string) => Uint8Array | undefined

export type WrittenBody = {
  mimeType: string
  /** Bytes of the content, decoded as far as it can be. */
  size: number
  /** Absent when nothing was kept. */
  content?: HarText
}

export function writeBody(
  body: BodyRecord,
  fields: Fields,
  decode: Decode,
  censor: Censor,
  place: string,
): WrittenBody {
  const mimeType = asUtf8(getField(fields, 'content-type') ?? '')
  const truncated = body.size > body.kept
  if (body.kept === 0) return { mimeType, size: truncated ? body.size : 0 }
  const coding = listMembers(fields, 'content-encoding').join(', ')
  const decoded = coding === '' || coding.toLowerCase() === 'identity' ? undefined : decode(body.chunks, coding)
  const encoded = coding !== '' && coding.toLowerCase() !== 'identity' && decoded === undefined
  const bytes = decoded ?? Buffer.concat(body.chunks)
  const marks = { ...(encoded && { _encoded: true as const }), ...(truncated && { _truncated: true as const }) }
  const size = truncated && coding === '' ? body.size : bytes.length
  const text = encoded ? undefined : plainText(bytes)
  if (text === undefined)
    return { mimeType, size, content: { text: Buffer.from(bytes).toString('base64'), encoding: 'base64', ...marks } }
  const mime = mimeType.split(';', 1)[0]!.trim().toLowerCase()
  return { mimeType, size, content: { text: censor.body(text, mime, place), ...marks } }
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** The text that the bytes are in UTF-8, exactly; undefined when they are another charset's or no text. */
export function plainText(bytes: Uint8Array): string | undefined {
  try {
    const text = utf8.decode(bytes)
    return /[\x00-\x08\x0b\x0e-\x1f\x7f]/.test(text) ? undefined : text
  } catch {
    return undefined
  }
}
