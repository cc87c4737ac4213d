/** Bodies as JSON: their content as text where it is text, else as base64, and what is missing of it. */
import { decodeBody } from '../../../content/decode.ts'
import { getFields } from '../../../kit/fields.ts'
import type { BodyRecord } from '../../../model/exchange.ts'
import type { Fields } from '../../../model/message.ts'
import type { PausedBody } from '../../../model/paused.ts'

export type ShownBody = {
  /** Bytes as sent, in all. */
  size: number
  /** False: what follows is a first part of it. */
  complete: boolean
  text?: string
  base64?: string
}

/** Bytes of content that one body may become. */
const largest = 16 * 1024 * 1024

export function shownBody({ size, kept, chunks }: BodyRecord, fields: Fields): ShownBody {
  const { bytes, problem } = decodeBody(chunks, getFields(fields, 'content-encoding').join(','), largest)
  return { size, complete: kept === size && problem === undefined, ...contentOf(bytes) }
}

export function shownPausedBody({ data, complete, plain }: PausedBody, fields: Fields): ShownBody {
  const coding = plain ? undefined : getFields(fields, 'content-encoding').join(',')
  const { bytes } = decodeBody([data], coding, largest)
  return { size: data.length, complete, ...contentOf(bytes) }
}

/** Text is what is UTF-8 all through. */
export function contentOf(bytes: Uint8Array): { text: string } | { base64: string } {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) }
  } catch {
    return { base64: Buffer.from(bytes).toString('base64') }
  }
}
