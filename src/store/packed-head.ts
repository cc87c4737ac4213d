/**
 * Heads of finished exchanges, kept as the bytes they came in. A head of twelve fields is some thirty objects for the
 * garbage collector to copy and mark again and again; its bytes are one. The fields are read out anew when someone looks.
 */
import type { Exchange } from '../model/exchange.ts'
import type { Fields, HttpVersion, RequestHead, ResponseHead } from '../model/message.ts'

class PackedRequestHead implements RequestHead {
  readonly method: string
  readonly target: string
  readonly version: HttpVersion
  readonly raw: string

  constructor(head: RequestHead & { raw: string }) {
    this.method = head.method
    this.target = head.target
    this.version = head.version
    this.raw = head.raw
  }

  get fields(): Fields {
    return readFields(this.raw)
  }
}

class PackedResponseHead implements ResponseHead {
  readonly status: number
  readonly reason: string
  readonly version: HttpVersion
  readonly raw: string

  constructor(head: ResponseHead & { raw: string }) {
    this.status = head.status
    this.reason = head.reason
    this.version = head.version
    this.raw = head.raw
  }

  get fields(): Fields {
    return readFields(this.raw)
  }
}

/** Packs the exchange's heads, where that loses nothing. */
export function packHeads(exchange: Exchange): void {
  let request: RequestHead | undefined
  let response: ResponseHead | undefined
  let packedRequest: RequestHead | undefined
  let packedResponse: ResponseHead | undefined
  exchange.legs = exchange.legs.map((leg) => {
    // Neighbouring legs share an untouched head, and go on sharing it.
    if (leg.request !== undefined && leg.request !== request) packedRequest = packRequest((request = leg.request))
    if (leg.response !== undefined && leg.response !== response)
      packedResponse = packResponse((response = leg.response))
    if (leg.request === undefined) return leg.response === undefined ? leg : { response: packedResponse! }
    return leg.response === undefined
      ? { request: packedRequest! }
      : { request: packedRequest!, response: packedResponse! }
  })
}

function packRequest(head: RequestHead): RequestHead {
  return isPlain(head) ? new PackedRequestHead(head) : head
}

function packResponse(head: ResponseHead): ResponseHead {
  return isPlain(head) ? new PackedResponseHead(head) : head
}

/** True when the bytes have exactly one CRLF line per field: a head that was repaired reads differently than it came. */
function isPlain<H extends RequestHead | ResponseHead>(head: H): head is H & { raw: string } {
  const { raw, fields } = head
  if (raw === undefined || !raw.endsWith('\r\n\r\n')) return false
  // `name: value`, line by line, is of this length; one that is not is looked at more closely.
  let length = raw.indexOf('\n') + 3
  for (let i = 0; i < fields.length; i += 2) length += fields[i]!.length + fields[i + 1]!.length + 4
  return length === raw.length || countLines(raw) === fields.length / 2 + 2
}

function countLines(raw: string): number {
  let lines = 0
  for (let at = raw.indexOf('\n'); at >= 0; at = raw.indexOf('\n', at + 1)) lines++
  return lines
}

// Readers go over a head's fields by index: the last head read is remembered, no more.
let lastRaw = ''
let lastFields: Fields = []

function readFields(raw: string): Fields {
  if (raw === lastRaw) return lastFields
  const fields: string[] = []
  let at = raw.indexOf('\n') + 1
  for (;;) {
    const end = raw.indexOf('\r\n', at)
    if (end <= at) break
    const colon = raw.indexOf(':', at)
    fields.push(raw.slice(at, colon), trimBlanks(raw, colon + 1, end))
    at = end + 2
  }
  lastRaw = raw
  lastFields = fields
  return fields
}

/** Only space and tab are optional white space (RFC 9110 §5.6.3); `trim` would take more. */
function trimBlanks(raw: string, from: number, to: number): string {
  while (from < to && isBlank(raw.charCodeAt(from))) from++
  while (to > from && isBlank(raw.charCodeAt(to - 1))) to--
  return raw.slice(from, to)
}

function isBlank(code: number): boolean {
  return code === 32 || code === 9
}
