/** Heads and bodies as they are given to commands: checked, and as bytes. */
import { byteText, isFieldName, isFieldValue, readMethod } from '../../../formats/request-parts.ts'
import { fromPairs, hasField, sameName } from '../../../kit/fields.ts'
import { parseUrl } from '../../../kit/request-url.ts'
import { MiddleboxError } from '../../../model/errors.ts'
import type { Fields } from '../../../model/message.ts'
import type { OptionTable, OptionValues } from '../../../model/option.ts'
import type { PausedEdit } from '../../../model/paused.ts'

export const requestOptions = {
  method: { kind: 'text', summary: 'another method', default: '' },
  url: { kind: 'text', summary: 'another absolute URL', default: '' },
} as const satisfies OptionTable

export const answerOptions = {
  status: { kind: 'integer', summary: 'a status from 200 to 599; 0 = as it is', min: 0, max: 599, default: 0 },
  reason: { kind: 'text', summary: 'a reason phrase; the usual one of the status when not given', default: '' },
} as const satisfies OptionTable

export const contentOptions = {
  headers: {
    kind: 'json',
    summary: 'all header fields: a list of [name, value], or a map of names with a value or a list of values',
    default: null,
  },
  set: { kind: 'json', summary: 'some header fields, as a map: null removes a field', default: null },
  body: { kind: 'text', summary: 'the content as text, without its content coding', default: '' },
  base64: { kind: 'text', summary: 'the content as base64', default: '' },
  empty: { kind: 'boolean', summary: 'no content', default: false },
  latin1: {
    kind: 'boolean',
    summary: 'method, url, reason and headers have a character for each byte, as the command exchange shows headers',
    default: false,
  },
} as const satisfies OptionTable

type Given = Partial<
  OptionValues<typeof requestOptions> & OptionValues<typeof answerOptions> & OptionValues<typeof contentOptions>
>

/** What was asked for on top of `fields`. @throws MiddleboxError usage */
export function readEdit(given: Given, fields: Fields): PausedEdit {
  const { method = '', url = '', status = 0, reason = '' } = given
  const toBytes = given.latin1 === true ? (text: string) => text : byteText
  const now = readHeaders(given, fields)
  const body = readBody(given)
  if (status !== 0) checkStatus(status)
  return {
    ...(method !== '' && { method: readMethod(toBytes(method), 'method') }),
    ...(url !== '' && { url: checkUrl(toBytes(url), url) }),
    ...(status !== 0 && { status }),
    ...(reason !== '' && { reason: checkReason(toBytes(reason), reason) }),
    ...(now !== undefined && { fields: now }),
    ...(body !== undefined && { body }),
  }
}

function checkStatus(status: number): void {
  if (status < 200 || status > 599) throw wrong('status', 'a status from 200 to 599', String(status))
}

/** What is no ASCII goes out as the bytes it is, as it would from a client that wrote it so. */
function checkUrl(bytes: string, url: string): string {
  if (parseUrl(bytes) === undefined || /[^\x21-\x7e\x80-\xff]/.test(bytes))
    throw wrong('url', 'an absolute http or https URL', url)
  return bytes
}

function checkReason(bytes: string, reason: string): string {
  if (!isFieldValue(bytes)) throw wrong('reason', 'a reason without control characters', reason)
  return bytes
}

/** Undefined when nothing is said about them. @throws MiddleboxError usage */
export function readHeaders({ headers, set, latin1 = false }: Given, fields: Fields): Fields | undefined {
  if ((headers ?? null) === null && (set ?? null) === null) return undefined
  const toBytes = latin1 ? (text: string) => text : byteText
  const all = (headers ?? null) === null ? fields : fromPairs(readPairs(headers, 'headers', toBytes))
  return (set ?? null) === null ? all : withSome(all, set, toBytes)
}

/** A changed field keeps its place; new ones come last; null and an empty list remove. */
function withSome(fields: Fields, set: unknown, toBytes: typeof byteText): Fields {
  if (typeof set !== 'object' || set === null || Array.isArray(set)) throw wrong('set', 'a map of header fields', set)
  let now = [...fields]
  for (const [name, value] of Object.entries(set)) {
    const values = value === null ? [] : readPairs({ [name]: value }, 'set', toBytes)
    const at = now.findIndex((one, index) => index % 2 === 0 && sameName(one, name))
    const rest = now.filter((_, index) => !sameName(now[index - (index % 2)]!, name))
    if (at < 0 || !hasField(now, name)) now = [...rest, ...fromPairs(values)]
    else {
      const before = now.slice(0, at).filter((_, index) => !sameName(now[index - (index % 2)]!, name)).length
      now = [...rest.slice(0, before), ...fromPairs(values), ...rest.slice(before)]
    }
  }
  return now
}

function readPairs(given: unknown, where: string, toBytes: typeof byteText): [string, string][] {
  const expected = 'header fields as a list of [name, value] or as a map'
  if (typeof given !== 'object' || given === null) throw wrong(where, expected, given)
  const pairs: unknown[] = Array.isArray(given)
    ? given
    : Object.entries(given).flatMap(([name, value]) =>
        (Array.isArray(value) ? value : [value]).map((one: unknown) => [name, one]),
      )
  return pairs.map((pair) => {
    const [name, value] = Array.isArray(pair) ? (pair as unknown[]) : []
    if (typeof name !== 'string' || !isFieldName(name)) throw wrong(where, 'the name of a header field', name ?? pair)
    if (typeof value !== 'string' && typeof value !== 'number') throw wrong(where, `a text as value of ${name}`, value)
    const bytes = toBytes(String(value)).replace(/^[ \t]+|[ \t]+$/g, '')
    if (!isFieldValue(bytes)) throw wrong(where, `a value of ${name} without control characters`, value)
    return [name, bytes]
  })
}

/** Undefined when nothing is said about it. @throws MiddleboxError usage */
export function readBody({ body = '', base64 = '', empty = false }: Given): Uint8Array | undefined {
  const said = [body !== '' && 'body', base64 !== '' && 'base64', empty && 'empty'].filter((word) => word !== false)
  if (said.length > 1) throw wrong('body', 'one of body, base64 and empty', said.join(' and '))
  if (empty) return new Uint8Array(0)
  if (body !== '') return new Uint8Array(Buffer.from(body, 'utf8'))
  if (base64 === '') return undefined
  if (!/^[A-Za-z0-9+/_-]*={0,2}$/.test(base64)) throw wrong('base64', 'base64', base64)
  return new Uint8Array(Buffer.from(base64, 'base64'))
}

function wrong(where: string, expected: string, found: unknown): MiddleboxError {
  const text = typeof found === 'string' ? JSON.stringify(found) : (JSON.stringify(found) ?? String(found))
  const short = text.length > 80 ? `${text.slice(0, 77)}…` : text
  return new MiddleboxError('usage', `${where}: Expected ${expected}, got ${short}.`)
}
