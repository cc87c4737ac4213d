/** Changing a message's content as its reader would see it: codings are undone before and done again after. */
import { Buffer } from 'node:buffer'
import type { Body, Fields } from '../model/message.ts'
import { bodyOfBytes, collectBody } from './collect-body.ts'
import { listMembers } from './fields.ts'

/** Content codings (RFC 9110 §8.4), undone and done again. Undefined where that cannot be. */
export type Codec = {
  decode(bytes: Uint8Array, contentEncoding: string): Uint8Array | undefined
  encode(bytes: Uint8Array, contentEncoding: string): Uint8Array | undefined
}

/** The new content; the same bytes = nothing to change. May throw an Error that says why it cannot. */
export type Rewrite = (content: Uint8Array) => Uint8Array

export type Rewritten = {
  body: Body
  /** The bytes of the old body and of the new one; absent when it is the old one. */
  change?: { before: Uint8Array; after: Uint8Array }
  /** The content is no longer coded: Content-Encoding must go. */
  plain?: true
  /** Why it was left as it is. */
  problem?: string
}

/** Content beyond this passes as it is: a proxy must not hold a download in memory. */
const largest = 16 * 1024 * 1024

export async function rewriteBody(body: Body, fields: Fields, rewrite: Rewrite, codec: Codec): Promise<Rewritten> {
  if (body.length !== null && body.length > largest) return { body, problem: tooLarge }
  const { chunks, complete, trailers, body: replay } = await collectBody(body, largest)
  if (!complete) return { body: replay, problem: tooLarge }
  const coding = listMembers(fields, 'content-encoding')
    .filter((name) => name.toLowerCase() !== 'identity')
    .join(', ')
  const sent = Buffer.concat(chunks)
  const content = coding === '' ? sent : codec.decode(sent, coding)
  if (content === undefined) return { body: replay, problem: `its content coding ${coding} cannot be undone` }
  let changed: Uint8Array
  try {
    changed = rewrite(content)
  } catch (error) {
    return { body: replay, problem: (error as Error).message }
  }
  if (changed === content) return { body: replay }
  const coded = coding === '' ? undefined : codec.encode(changed, coding)
  const bytes = coded ?? changed
  const framed = bodyOfBytes(bytes, body.length === null ? null : bytes.length, trailers)
  return {
    body: framed,
    change: { before: sent, after: bytes },
    ...(coding !== '' && coded === undefined && { plain: true as const }),
  }
}

const tooLarge = 'it is larger than 16 MiB or broke off'

/** Text in UTF-8 where the bytes are, else byte by byte, so that what is not touched stays what it was. */
export function rewriteText(content: Uint8Array, change: (text: string) => string): Uint8Array {
  const charset = isUtf8(content) ? 'utf8' : 'latin1'
  const text = Buffer.from(content).toString(charset)
  const changed = change(text)
  return changed === text ? content : Buffer.from(changed, charset)
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}
