/** What an exchange sent, or what waits, as a message that can be edited: its content decoded, where it is all there and text. */
import { decodeBeside } from '../../content/decode-beside.ts'
import { getField, getFields } from '../../kit/fields.ts'
import { joinCookies } from '../../kit/join-cookies.ts'
import { readableBytes } from '../../kit/readable.ts'
import { MiddleboxError } from '../../model/errors.ts'
import type { Exchange } from '../../model/exchange.ts'
import type { Fields } from '../../model/message.ts'
import type { Paused, PausedBody } from '../../model/paused.ts'
import type { Message } from './message-text.ts'

/** Bytes of content that an editor is given; what is longer stays as it is. */
const largest = 64 * 1024 * 1024

/** What was for us, the proxy, is not for the upstream. @throws MiddleboxError usage when it cannot be sent again as it was */
export async function requestToEdit({ method, url, legs, requestBody }: Exchange): Promise<Message> {
  const { size, kept, chunks } = requestBody
  if (kept < size)
    throw new MiddleboxError(
      'usage',
      `Expected a body that is kept in full, got ${readableBytes(kept)} of ${readableBytes(size)}.`,
      'Raise --max-body, or write a new request with n.',
    )
  const head = legs[0]?.request
  const all = head?.fields ?? []
  const told = Number(getField(all, 'content-length') ?? 0)
  if (told > size)
    throw new MiddleboxError(
      'usage',
      `Expected a body that came in full, got ${readableBytes(size)} of ${readableBytes(told)}.`,
      'Write a new request with n.',
    )
  const own = all.filter((_, index) => !/^proxy-/i.test(all[index - (index % 2)]!))
  const fields = head?.authority === undefined ? own : joinCookies(own)
  return { start: `${method} ${url}`, fields, content: await contentOf(chunks, fields, size) }
}

export async function pausedToEdit({ at, request, response }: Paused): Promise<Message> {
  if (at === 'response') {
    const { status, reason, fields, body } = response!
    return { start: `${status} ${reason}`, fields, content: await pausedContent(body, fields) }
  }
  const { method, url, fields, body } = request
  return { start: `${method} ${url}`, fields, content: await pausedContent(body, fields) }
}

async function pausedContent({ data, complete, plain }: PausedBody, fields: Fields): Promise<Message['content']> {
  if (!complete) return { stays: 'The body is not held in full and passes as it is.' }
  return contentOf([data], plain ? [] : fields, data.length)
}

async function contentOf(chunks: readonly Uint8Array[], fields: Fields, size: number): Promise<Message['content']> {
  const coding = getFields(fields, 'content-encoding').join(',')
  const { bytes, problem, failed } = await decodeBeside(chunks, coding, largest)
  const what = `The body of ${readableBytes(size)}`
  if (problem === 'cut') return { stays: `${what} is too long for an editor and is sent as it is.` }
  if (problem !== undefined || failed !== undefined) return { stays: `${what} cannot be decoded and is sent as it is.` }
  const text = textOf(bytes)
  return text === undefined ? { stays: `${what} is no text and is sent as it is.` } : { text }
}

/** Undefined where an editor could not keep it. */
export function textOf(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    return text.includes('\0') ? undefined : text
  } catch {
    return undefined
  }
}
