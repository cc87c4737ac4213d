/** A message as a text to edit, and back: the start line, the fields, an empty line, the content. */
import { MiddleboxError } from '../../model/errors.ts'
import { decodeBody } from '../../content/decode.ts'
import { getFields, toPairs } from '../../kit/fields.ts'
import { asUtf8 } from '../../kit/utf8-text.ts'
import type { Exchange } from '../../model/exchange.ts'
import type { Fields } from '../../model/message.ts'
import type { Paused } from '../../model/paused.ts'

/** What was made of a text. `body` is absent where the content is not text, and stays as it is. */
export type EditedMessage = {
  method?: string
  url?: string
  status?: number
  reason?: string
  headers: [name: string, value: string][]
  body?: string
  empty?: true
}

/** Bytes of content that an editor is given. */
const largest = 4 * 1024 * 1024

/** Fields that follow from the content, or are for a proxy: they are made anew. */
const made = /^(content-length|transfer-encoding|content-encoding|connection|keep-alive|proxy-.*)$/i

export function requestText({ method, url, legs, requestBody }: Exchange): string {
  const fields = legs[0]?.request?.fields ?? []
  return messageText(`${method} ${url}`, fields, contentOf(requestBody.chunks, fields))
}

export function pausedText({ at, request, response, message }: Paused): string {
  if (at === 'message') return text(message === undefined ? new Uint8Array() : message.data) ?? ''
  if (at === 'response' && response !== undefined) {
    const { status, reason, fields, body } = response
    return messageText(`${status} ${reason}`, fields, body.plain ? text(body.data) : contentOf([body.data], fields))
  }
  const { method, url, fields, body } = request
  return messageText(`${method} ${url}`, fields, body.plain ? text(body.data) : contentOf([body.data], fields))
}

const notText = '(the content is no text and stays as it is)'

function messageText(start: string, fields: Fields, content: string | undefined): string {
  const lines = toPairs(fields)
    .filter(([name]) => !made.test(name))
    .map(([name, value]) => `${name}: ${asUtf8(value)}`)
  return `${[asUtf8(start), ...lines].join('\n')}\n\n${content ?? notText}`
}

function contentOf(chunks: readonly Uint8Array[], fields: Fields): string | undefined {
  return text(decodeBody(chunks, getFields(fields, 'content-encoding').join(','), largest).bytes)
}

function text(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/** @throws MiddleboxError usage with the line that cannot be read */
export function readMessageText(edited: string, before: string): EditedMessage {
  const normal = edited.replace(/\r\n/g, '\n')
  const end = normal.indexOf('\n\n')
  const head = (end < 0 ? normal.replace(/\n+$/, '') : normal.slice(0, end)).split('\n')
  const rest = end < 0 ? '' : normal.slice(end + 2)
  // Editors end a file with a line end that was not there.
  const content = !before.endsWith('\n') && rest.endsWith('\n') ? rest.slice(0, -1) : rest
  const headers = head.slice(1).map((line, index) => readField(line, index + 2))
  const message: EditedMessage = { ...readStart(head[0] ?? ''), headers }
  if (content === notText) return message
  return content === '' ? { ...message, empty: true } : { ...message, body: content }
}

function readStart(line: string): Pick<EditedMessage, 'method' | 'url' | 'status' | 'reason'> {
  const answer = /^(?:HTTP\/\S+ )?(\d{3})(?: (.*))?$/.exec(line.trim())
  if (answer !== null) return { status: Number(answer[1]), ...(answer[2] ? { reason: answer[2] } : {}) }
  const request = /^(\S+)\s+(\S+?)(?:\s+HTTP\/\S+)?$/.exec(line.trim())
  if (request === null) throw wrong(1, 'a method and a URL, or a status', line)
  return { method: request[1]!, url: request[2]! }
}

function readField(line: string, number: number): [string, string] {
  const colon = line.indexOf(':')
  if (colon < 1) throw wrong(number, 'a header field, name: value', line)
  return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()]
}

function wrong(line: number, expected: string, got: string): MiddleboxError {
  return new MiddleboxError(
    'usage',
    `Line ${line}: Expected ${expected}, got ${JSON.stringify(got)}.`,
    'Nothing was sent; e opens it again.',
  )
}
