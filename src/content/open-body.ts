/** A recorded body as a document: decoded, in the view asked for or the one that fits, with what is to be known before it. */
import { getFields } from '../kit/fields.ts'
import { readableBytes } from '../kit/readable.ts'
import type { BodyRecord } from '../model/exchange.ts'
import type { Fields } from '../model/message.ts'
import type { Decoded } from './decode.ts'
import { decodeBeside } from './decode-beside.ts'
import type { ContentDocument, View } from './document.ts'
import { contentTypeOf } from './media-type.ts'
import { cutNote } from './notes.ts'
import { chooseView } from './views/index.ts'
import { openHex } from './views/hex.ts'

export type OpenedBody = {
  view: View
  document: ContentDocument
  /** What is to be known before the rows, the document's own notes included. */
  notes: readonly string[]
  /** What the view was given: the content decoded. */
  bytes: Uint8Array
}

export type BodyRequest = {
  /** Of the message that carried it. */
  fields: Fields
  /** Of the request: some types are known by it. */
  path?: string
  /** Instead of the one that fits. */
  view?: View
  /** Bytes that may come out of decoding. */
  maxBytes: number
}

/** Never rejects: whatever goes wrong in a view, the bytes are there. */
export async function openBody(body: BodyRecord, { fields, path, view, maxBytes }: BodyRequest): Promise<OpenedBody> {
  const encoding = getFields(fields, 'content-encoding').join(',')
  const { bytes, problem, failed } = await decodeBeside(body.chunks, encoding, maxBytes)
  const type = contentTypeOf(fields, path)
  const chosen = view ?? chooseView(type, bytes)
  const kept = body.size === body.kept
  const cut = !kept || problem === 'cut'
  const said = saidOf(problem, failed, encoding, cut)
  if (kept && problem === 'cut') said.push(`only the first ${readableBytes(bytes.length)} of its content are decoded`)
  const document = await chosen
    .open(bytes, { type, cut: cut || problem === 'truncated' })
    .catch((error: Error) => openHex(bytes, [`the ${chosen.label} view failed: ${error.message}`]))
  return {
    view: chosen,
    bytes,
    document,
    get notes() {
      // Views take what is cut for what was not kept.
      return [...said, ...document.notes.filter((note) => !kept || !cutNote(true).includes(note))]
    },
  }
}

function saidOf(problem: Decoded['problem'], failed: string | undefined, encoding: string, cut: boolean): string[] {
  if (failed !== undefined) return [`decoding the ${encoding} data failed: ${failed}`]
  if (problem === undefined || problem === 'cut' || (problem === 'truncated' && cut)) return []
  return [problemNote(problem, encoding)]
}

function problemNote(problem: Exclude<Decoded['problem'], undefined>, encoding: string): string {
  if (problem === 'unknown') return `in a coding that is not known: ${encoding}`
  if (problem === 'truncated') return `the ${encoding} data ends early`
  return `the ${encoding} data is broken: what could be decoded is shown`
}
