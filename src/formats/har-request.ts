/** One request of a HAR file, by whatever tool: fields as recorded, in their order, and the body if the file has it. */
import { Buffer } from 'node:buffer'
import { getField, hasField } from '../kit/fields.ts'
import type { OutgoingRequest } from '../model/outgoing.ts'
import { editFields } from './edit-request.ts'
import { byteText, isFieldName, isFieldValue, mistake, readMethod, readUrl, shown } from './request-parts.ts'

export type HarRequest = {
  request: OutgoingRequest
  /** What is not as it was, for people. */
  note?: string
}

/** `number` counts from 1; `name` is the file's, for errors. @throws MiddleboxError usage */
export function readHarRequest(text: string, number: number, name: string): HarRequest {
  const entries = member(member(parse(text.replace(/^\ufeff/, ''), name), 'log'), 'entries')
  if (!Array.isArray(entries))
    throw mistake(name, 'a HAR file with log.entries', 'none', 'Save the network log as HAR again.')
  const found: unknown = entries[number - 1]
  if (found === undefined) throw mistake(name, `entry ${number}`, `${entries.length} entries`)
  const where = `${name}#${number}`
  const request = member(found, 'request')
  const method = member(request, 'method')
  const url = member(request, 'url')
  if (typeof method !== 'string' || typeof url !== 'string')
    throw mistake(where, 'request.method and request.url', 'none')
  const to = readUrl(byteText(url.replace(/^ws/i, 'http')), where)
  const { fields, authority } = readFields(member(request, 'headers'), where)
  const body = bodyOf(request)
  const named = hasField(fields, 'host') ? fields : ['Host', authority ?? to.host, ...fields]
  const lost = body === undefined && (getField(named, 'content-length') ?? '0') !== '0'
  return {
    request: {
      method: readMethod(byteText(method), where),
      url: to.url,
      fields: lost ? editFields(named, [{ name: 'Content-Length', value: '0' }]) : named,
      ...(body === undefined ? {} : { body }),
      protocol: /^http\/1/i.test(String(member(request, 'httpVersion'))) ? 'http/1.1' : 'auto',
    },
    ...(lost ? { note: `${where} was recorded without its body and is sent with none` } : {}),
  }
}

/** V8 says where: `… in JSON at position 17 (line 2 column 3)`. */
function parse(text: string, name: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    const { message } = error as Error
    const place = /\(line (\d+) column (\d+)\)/.exec(message)
    const where = place ? `${name}:${place[1]}:${place[2]}` : name
    throw mistake(
      where,
      'the JSON of a HAR file',
      message.replace(/ in JSON at.*$|, .*is not valid JSON$/s, '').toLowerCase(),
    )
  }
}

function member(of: unknown, key: string): unknown {
  return typeof of === 'object' && of !== null && Object.hasOwn(of, key)
    ? (of as Record<string, unknown>)[key]
    : undefined
}

/** A value as text: some tools write numbers. */
function scalar(value: unknown): string {
  return typeof value === 'string'
    ? value
    : typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : ''
}

/** `{name, value}` by the standard, `[name, value]` by some tools. Chrome lists h2's pseudo fields among them. */
function readFields(headers: unknown, where: string): { fields: string[]; authority?: string } {
  const fields: string[] = []
  let authority: string | undefined
  for (const header of Array.isArray(headers) ? headers : []) {
    const [name, value]: unknown[] = Array.isArray(header) ? header : [member(header, 'name'), member(header, 'value')]
    if (typeof name !== 'string') throw mistake(where, 'headers with a name', JSON.stringify(header) ?? 'none')
    const bytes = byteText(scalar(value))
    if (name.toLowerCase() === ':authority') authority = bytes
    if (name.startsWith(':')) continue
    if (!isFieldName(name) || !isFieldValue(bytes))
      throw mistake(where, 'a valid header field', shown(byteText(`${name}: ${scalar(value)}`)))
    fields.push(name, bytes)
  }
  return authority === undefined ? { fields } : { fields, authority }
}

/** postData.text, in base64 where a tool says so, or the parameters of a form; HTTP Toolkit has `_content` for binary. */
function bodyOf(request: unknown): Uint8Array | undefined {
  const content = member(request, '_content')
  const data = typeof member(content, 'text') === 'string' ? content : member(request, 'postData')
  const text = member(data, 'text')
  const encoding = member(data, 'encoding') ?? member(data, '_encoding')
  if (typeof text === 'string' && (text !== '' || !Array.isArray(member(data, 'params')))) {
    return Buffer.from(text, encoding === 'base64' ? 'base64' : 'utf8')
  }
  const params = member(data, 'params')
  if (!Array.isArray(params) || params.length === 0) return undefined
  const form = new URLSearchParams(
    params.map((param: unknown): [string, string] => [scalar(member(param, 'name')), scalar(member(param, 'value'))]),
  )
  return Buffer.from(form.toString())
}
