/** The options of a command in a request's body: an object, of a size that one person could mean. */
import type { IncomingMessage } from 'node:http'
import { ApiError } from './errors.ts'

/** Bytes. A body of 1 MiB that is edited is 1.4 MB as base64. */
const largest = 16 * 1024 * 1024

/** No body is no options. @throws ApiError */
export async function readJson(request: AsyncIterable<Uint8Array>): Promise<Readonly<Record<string, unknown>>> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request as IncomingMessage) {
    size += (chunk as Uint8Array).length
    if (size > largest) throw new ApiError(413, `Expected at most ${largest} bytes, got more.`, 'Send less.')
    chunks.push(chunk as Uint8Array)
  }
  const text = Buffer.concat(chunks).toString('utf8')
  if (text.trim() === '') return {}
  const value = parse(text)
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  throw wrong(Array.isArray(value) ? 'a list' : `the ${value === null ? 'value null' : typeof value}`)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw wrong(`what is no JSON: ${(error as Error).message}`)
  }
}

function wrong(found: string): ApiError {
  return new ApiError(400, `Expected the options as a JSON object, got ${found}.`, 'Such as {"id":"p1"}.')
}
