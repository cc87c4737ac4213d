/** What a record costs in memory, near enough to keep a promise in bytes: estimated from lengths, never by walking the heap. */
import type { BodyRecord, ChangedBody, Exchange } from '../model/exchange.ts'
import type { Head } from '../model/message.ts'

/** Bytes of an exchange's own objects: the record, its legs, timings, client and upstream facts. */
const exchangeBytes = 1600

/** Bytes of one string's header and its place in an array, on 64-bit V8. */
const stringBytes = 32

/** Bytes of a Uint8Array view without its contents. */
export const viewBytes = 120

/** Bytes of a patch with its texts. */
const patchBytes = 160

/** Bytes of a tunnel or a TLS failure. */
export const smallRecordBytes = 800

export function weighExchange(exchange: Exchange): number {
  let bytes = exchangeBytes + exchange.url.length + (exchange.unparsed?.length ?? exchange.error?.bytes?.length ?? 0)
  let request: Head | undefined
  let response: Head | undefined
  for (let i = 0; i < exchange.legs.length; i++) {
    const leg = exchange.legs[i]!
    // Neighbouring legs share an untouched head.
    if (leg.request !== undefined && leg.request !== request) bytes += weighHead((request = leg.request))
    if (leg.response !== undefined && leg.response !== response) bytes += weighHead((response = leg.response))
  }
  const { hops, messages, changedBodies } = exchange
  for (let i = 0; i < hops.length; i++) bytes += (hops[i]!.request.length + hops[i]!.response.length) * patchBytes
  for (let i = 0; i < messages.length; i++) bytes += messages[i]!.data.byteLength + viewBytes
  if (changedBodies !== undefined) bytes += weighChanged(changedBodies.request) + weighChanged(changedBodies.response)
  return bytes + weighBody(exchange.requestBody) + weighBody(exchange.responseBody)
}

function weighHead(head: Head): number {
  // A finished head is kept as its bytes alone; of a running one the fields are slices, counted as part of it.
  if (head.raw !== undefined) return head.raw.length + stringBytes * 4
  let bytes = head.fields.length * stringBytes
  for (let i = 0; i < head.fields.length; i++) bytes += head.fields[i]!.length
  return bytes
}

function weighChanged(changed: ChangedBody | undefined): number {
  if (changed === undefined) return 0
  const { causes, upstream } = changed
  return viewBytes + causes.length * stringBytes + (upstream === undefined ? 0 : weighBody(upstream))
}

function weighBody(body: BodyRecord): number {
  return body.kept + body.chunks.length * viewBytes
}
