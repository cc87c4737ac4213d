/** Bytes that are no request: still an exchange in the list, with the bytes and the reason, and an answer the client can read. */
import type { Failure } from '../../model/message.ts'
import { failureVerdict } from '../answer.ts'
import { BodyTap, noBody } from '../body-tap.ts'
import type { Arrival, Core } from '../core.ts'
import { encodeResponse } from './encode-response.ts'
import { readRequestLine } from './request-line.ts'

/** Records the exchange; returns the answer, head and body. */
export function refuseBytes(core: Core, arrival: Arrival, bytes: string, failure: Failure): string {
  const id = core.nextId()
  const at = core.clock.now()
  core.emit({
    type: 'malformed',
    id,
    at,
    mode: arrival.mode,
    client: arrival.client,
    bytes,
    failure,
    ...readRequestLine(bytes, arrival),
    ...(arrival.parent !== undefined && { parent: arrival.parent }),
  })
  const { head } = failureVerdict(failure)
  // The connection is written as latin1: the body is its UTF-8 bytes read as such, so that its length is its length.
  const text = Buffer.from(`middlebox: ${failure.message}\n`).toString('latin1')
  const fields = ['Content-Type', 'text/plain; charset=utf-8', 'Content-Length', String(text.length)]
  const encoded = encodeResponse(
    { ...head, fields },
    { method: 'GET', clientVersion: '1.1', keepAlive: false, length: text.length, untilClose: false, switching: false },
  )
  core.emit({ type: 'response', id, at, head: { ...head, fields }, patches: encoded.patches, stream: false })
  const responseBody = new BodyTap(core.arena, core.maxBody)
  responseBody.add(Buffer.from(text, 'latin1'))
  const timings = { dns: null, connect: null, tls: null, send: null, wait: null, receive: null }
  core.emit({
    type: 'end',
    id,
    at,
    outcome: 'refused',
    error: failure,
    requestBody: noBody,
    responseBody,
    timings,
  })
  return encoded.text + text
}
