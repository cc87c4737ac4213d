/** What a hook returned, read with distrust: nothing, an answer, 'drop', or a complaint that says what was expected. */
import { bytesOf } from './content.ts'
import { checkField, shown } from './headers.ts'
import type { MadeAnswer } from './protocol.ts'

const expected = `Expected nothing, 'drop', or an answer such as { status: 200, body: 'text' }`

/** Bytes and number of all fields of an answer. */
const largestHead = 256 * 1024
const mostFields = 500

export async function readReturned(value: unknown): Promise<MadeAnswer | 'drop' | undefined> {
  if (value === undefined || value === null) return undefined
  if (value === 'drop') return 'drop'
  if (typeof value !== 'object' || Array.isArray(value) || value instanceof Uint8Array)
    throw new TypeError(`${expected}, got ${shown(value)}`)
  if (value instanceof Response) return readResponse(value)
  const { status = 200, reason, headers, body, json, ...others } = value as Record<string, unknown>
  const [stray] = Object.keys(others)
  if (stray !== undefined) throw new TypeError(`${expected}, got an object with ${shown(stray)}`)
  if (body !== undefined && json !== undefined) throw new TypeError('Expected body or json in an answer, got both')
  const text = json === undefined ? (body ?? '') : JSON.stringify(json)
  const type =
    json !== undefined ? 'application/json' : typeof body === 'string' && body !== '' ? 'text/plain; charset=utf-8' : ''
  return {
    status: checkStatus(status),
    ...(reason !== undefined && { reason: checkReason(reason) }),
    fields: readHeaders(headers),
    body: bytesOf(text, 'the body of an answer'),
    ...(type !== '' && { type }),
  }
}

async function readResponse(response: Response): Promise<MadeAnswer> {
  const { status, statusText, headers } = response
  return {
    status: checkStatus(status),
    ...(statusText !== '' && { reason: checkReason(statusText) }),
    fields: readHeaders(headers),
    body: bytesOf(new Uint8Array(await response.arrayBuffer()), 'the body of an answer'),
  }
}

export function checkStatus(value: unknown): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 200 && value <= 599) return value
  throw new TypeError(`Expected a status from 200 to 599, got ${shown(value)}`)
}

export function checkReason(value: unknown): string {
  if (typeof value === 'string' && /^[\t\x20-\x7e\x80-\xff]*$/.test(value)) return value
  throw new TypeError(`Expected a reason phrase without control characters, got ${shown(value)}`)
}

function readHeaders(headers: unknown): string[] {
  if (headers === undefined || headers === null) return []
  if (typeof headers !== 'object')
    throw new TypeError(`Expected headers to be an object or pairs, got ${shown(headers)}`)
  const pairs: Iterable<unknown> = Symbol.iterator in headers ? (headers as Iterable<unknown>) : Object.entries(headers)
  const fields: string[] = []
  let size = 0
  for (const pair of pairs) {
    if (!Array.isArray(pair)) throw new TypeError(`Expected headers to be pairs of name and value, got ${shown(pair)}`)
    const [name, value] = pair as unknown[]
    for (const one of Array.isArray(value) ? (value as unknown[]) : [value]) {
      const field = checkField(name, one)
      fields.push(...field)
      size += field[0].length + field[1].length
      if (size > largestHead || fields.length > mostFields * 2)
        throw new TypeError(`Expected at most ${mostFields} header fields of 256 KiB together, got more`)
    }
  }
  return fields
}
