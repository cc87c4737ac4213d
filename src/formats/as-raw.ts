/** Messages as bytes: the head as it came where that is known, else written from its fields, and the body as it was kept. */
import { Buffer } from 'node:buffer'
import { toPairs } from '../kit/fields.ts'
import { clientResponse } from '../kit/legs.ts'
import type { Redactor } from '../kit/redact.ts'
import type { Exchange } from '../model/exchange.ts'
import type { Head, HttpVersion } from '../model/message.ts'

/** The client's request; undefined when none could be read. */
export function rawRequest(exchange: Exchange, redactor?: Redactor): Uint8Array | undefined {
  const head = exchange.legs[0]?.request
  if (head === undefined) return exchange.unparsed === undefined ? undefined : Buffer.from(exchange.unparsed, 'latin1')
  const target = redactor?.text(head.target) ?? head.target
  const line = `${head.method} ${target} ${versionText(head.version)}`
  return message(line, head, exchange.requestBody.chunks, redactor)
}

/** The response as the client got it; undefined when there was none. */
export function rawResponse(exchange: Exchange, redactor?: Redactor): Uint8Array | undefined {
  const head = clientResponse(exchange)
  if (head === undefined) return undefined
  const line = `${versionText(head.version)} ${head.status} ${head.reason}`
  return message(line, head, exchange.responseBody.chunks, redactor)
}

function message(line: string, head: Head, chunks: readonly Uint8Array[], redactor?: Redactor): Uint8Array {
  const fields = toPairs(head.fields).map(([name, value]) => `${name}: ${redactor?.field(name, value) ?? value}\r\n`)
  const written = redactor === undefined ? head.raw : undefined
  return Buffer.concat([Buffer.from(written ?? `${line}\r\n${fields.join('')}\r\n`, 'latin1'), ...chunks])
}

function versionText(version: HttpVersion): string {
  return version === '2' ? 'HTTP/2' : `HTTP/${version}`
}
