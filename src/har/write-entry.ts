/** An exchange as an entry of a HAR file: what the client sent and got, and beside it what happened on the way. */
import type { Exchange } from '../model/exchange.ts'
import type { HttpVersion, RequestHead, ResponseHead } from '../model/message.ts'
import { getField } from '../kit/fields.ts'
import { clientResponse } from '../kit/legs.ts'
import type { Redactor } from '../kit/redact.ts'
import { asUtf8 } from '../kit/utf8-text.ts'
import { createCensor, type Censor } from './censor.ts'
import type { HarEntry, HarRequest, HarResponse } from './shape.ts'
import { type Decode, writeBody } from './write-body.ts'
import { queryString, requestCookies, responseCookies, writeFields } from './write-fields.ts'
import { writeChangedBodies } from './write-changed-bodies.ts'
import { writeLedger } from './write-ledger.ts'
import { writeMessages } from './write-messages.ts'
import { writeTimings } from './write-timings.ts'

export type WriteOptions = {
  decode: Decode
  /** Takes the secrets out; without it they are written. */
  redactor?: Redactor
}

/** Whether an exchange belongs in a HAR file: an opened tunnel says nothing that the exchanges in it do not. */
export function isWorthWriting({ kind, status }: Exchange): boolean {
  return kind !== 'connect' || status === null || status >= 300
}

export function writeEntry(exchange: Exchange, { decode, redactor }: WriteOptions): HarEntry {
  const censor = createCensor(redactor)
  const { upstream, comment } = exchange
  const request = writeRequest(exchange, decode, censor)
  const response = writeResponse(exchange, decode, censor)
  const stream = streamOf(exchange, censor)
  const changed = writeChangedBodies(exchange, decode, censor)
  return {
    startedDateTime: instant(exchange.startedAt),
    ...writeTimesFirst(exchange, request, response),
    ...(upstream !== undefined && upstream.via === undefined && { serverIPAddress: upstream.address }),
    ...(exchange.client.port > 0 && { connection: String(exchange.client.port) }),
    ...(comment !== undefined && { comment }),
    ...stream,
    _middlebox: { ...writeLedger(exchange, censor), ...changed },
  }
}

/** In the order in which the specification lists them. */
function writeTimesFirst(exchange: Exchange, request: HarRequest, response: HarResponse) {
  const { time, timings } = writeTimings(exchange)
  return { time, request, response, cache: {}, timings }
}

function streamOf(exchange: Exchange, censor: Censor): Pick<HarEntry, '_resourceType' | '_webSocketMessages'> {
  if (exchange.kind === 'websocket')
    return { _resourceType: 'websocket', _webSocketMessages: writeMessages(exchange, censor) }
  return exchange.messages.some(({ kind }) => kind === 'event') ? { _resourceType: 'eventsource' } : {}
}

function writeRequest(exchange: Exchange, decode: Decode, censor: Censor): HarRequest {
  const head: RequestHead | undefined = exchange.legs[0]?.request
  const fields = head?.fields ?? []
  const headers = writeFields(fields, censor)
  const url = censor.text(urlOf(exchange), 'url')
  const { requestBody } = exchange
  const { mimeType, content, size } = writeBody(requestBody, fields, decode, censor, 'request body')
  const binary = content?.encoding === 'base64'
  return {
    method: asUtf8(exchange.method),
    url,
    httpVersion: versionText(head?.version),
    cookies: requestCookies(headers),
    headers,
    queryString: queryString(url),
    ...(content !== undefined && !binary && { postData: { mimeType, ...content } }),
    // postData knows text only.
    ...(content !== undefined &&
      binary && {
        postData: { mimeType, text: '', comment: 'no text: its bytes are in _content' },
        _content: { size, ...content },
      }),
    headersSize: head?.raw?.length ?? -1,
    bodySize: requestBody.size,
    ...(requestBody.trailers !== undefined && { _trailers: writeFields(requestBody.trailers, censor) }),
  }
}

function writeResponse(exchange: Exchange, decode: Decode, censor: Censor): HarResponse {
  const head: ResponseHead | undefined = clientResponse(exchange)
  const fields = head?.fields ?? []
  const headers = writeFields(fields, censor)
  const { responseBody, error } = exchange
  const { mimeType, content, size } = writeBody(responseBody, fields, decode, censor, 'response body')
  const saved = size - responseBody.size
  return {
    status: head?.status ?? 0,
    statusText: asUtf8(head?.reason ?? ''),
    httpVersion: head === undefined ? '' : versionText(head.version),
    cookies: responseCookies(headers),
    headers,
    content: {
      size,
      ...(saved > 0 && content?._truncated !== true && { compression: saved }),
      mimeType,
      ...content,
      ...(content?._truncated === true && { comment: `the first ${responseBody.kept} bytes of ${responseBody.size}` }),
    },
    redirectURL: censor.text(asUtf8(getField(fields, 'location') ?? ''), 'location'),
    headersSize: head?.raw?.length ?? -1,
    bodySize: responseBody.size,
    ...(responseBody.trailers !== undefined && { _trailers: writeFields(responseBody.trailers, censor) }),
    ...(error !== undefined && head === undefined && { _error: error.message }),
  }
}

/** Without a fragment, and for CONNECT a URL around the authority: HAR has nothing but URLs. */
function urlOf({ kind, url }: Exchange): string {
  const text = asUtf8(url)
  const whole = kind === 'connect' ? `https://${text}/` : text.replace(/#.*/s, '')
  const odd = text === url && /[\x80-\xff]/.test(url)
  return odd ? whole.replace(/[\x80-\xff]/g, (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase()}`) : whole
}

function versionText(version: HttpVersion | undefined): string {
  return version === undefined ? '' : version === '2' ? 'HTTP/2' : `HTTP/${version}`
}

/** Times that no calendar has become its first day. */
function instant(ms: number): string {
  const date = new Date(ms)
  return (Number.isNaN(date.getTime()) ? new Date(0) : date).toISOString()
}
