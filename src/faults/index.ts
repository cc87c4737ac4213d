/** The faults there are, in the order in which they are shown. A new one is a file, a line here and a test. */
import type { Fault } from '../model/fault.ts'
import { abort } from './abort.ts'
import { bandwidth } from './bandwidth.ts'
import { connectRefused } from './connect-refused.ts'
import { connectTimeout } from './connect-timeout.ts'
import { corruptBody } from './corrupt-body.ts'
import { cutEvents } from './cut-events.ts'
import { dnsFailure } from './dns-failure.ts'
import { down } from './down.ts'
import { dropEvent } from './drop-event.ts'
import { dropHeader } from './drop-header.ts'
import { duplicateEvent } from './duplicate-event.ts'
import { duplicateResponse } from './duplicate-response.ts'
import { emptyResponse } from './empty-response.ts'
import { latency } from './latency.ts'
import { limitData } from './limit-data.ts'
import { malformedResponseChunk } from './malformed-response-chunk.ts'
import { find, readFault, type ParsedFault } from './parse.ts'
import { randomDataThenClose } from './random-data-then-close.ts'
import { rateLimit } from './rate-limit.ts'
import { resetPeer } from './reset-peer.ts'
import { slicer } from './slicer.ts'
import { slowClose } from './slow-close.ts'
import { slowHeaders } from './slow-headers.ts'
import { stall } from './stall.ts'
import { stallEvents } from './stall-events.ts'
import { timeout } from './timeout.ts'
import { tlsExpired } from './tls-expired.ts'
import { tlsHandshakeReset } from './tls-handshake-reset.ts'
import { tlsUntrusted } from './tls-untrusted.ts'
import { tlsWrongHost } from './tls-wrong-host.ts'
import { truncateBody } from './truncate-body.ts'
import { websocketClose } from './websocket-close.ts'
import { wrongContentLength } from './wrong-content-length.ts'

export type { ParsedFault } from './parse.ts'

export const faults: readonly Fault[] = [
  latency,
  bandwidth,
  slowClose,
  timeout,
  resetPeer,
  slicer,
  limitData,
  down,
  emptyResponse,
  malformedResponseChunk,
  randomDataThenClose,
  abort,
  rateLimit,
  corruptBody,
  truncateBody,
  wrongContentLength,
  stall,
  dropHeader,
  slowHeaders,
  duplicateResponse,
  dnsFailure,
  connectRefused,
  connectTimeout,
  tlsExpired,
  tlsWrongHost,
  tlsUntrusted,
  tlsHandshakeReset,
  cutEvents,
  stallEvents,
  dropEvent,
  duplicateEvent,
  websocketClose,
]

/** A fault by its name; hyphens and capitals, as WireMock writes them, do not matter. */
export function findFault(name: string): Fault | undefined {
  return find(faults, name)
}

/** The fault in a text such as `latency:800,jitter=200 up @30% ~d payments`. @throws MiddleboxError rule_invalid */
export function parseFault(text: string, where = '--fault'): ParsedFault {
  return readFault(faults, text, where)
}
