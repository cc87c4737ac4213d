/** HAR 1.2 (ahmadnassri/har-spec, versions/1.2.md) as it is written here, with the extensions that others read too. */
import type { Cause } from '../model/hop.ts'
import type { Attempt, Exchange, FaultTrace, Outcome, RuleTrace, TlsInfo, UpstreamInfo } from '../model/exchange.ts'
import type { Failure } from '../model/message.ts'

export type HarField = {
  name: string
  value: string
  /** The characters of the value stand for bytes: they are no UTF-8. */
  _latin1?: true
}

export type HarCookie = {
  name: string
  value: string
  path?: string
  domain?: string
  expires?: string
  httpOnly?: boolean
  secure?: boolean
}

/** Text, or base64 of what is none. */
export type HarText = {
  text: string
  encoding?: 'base64'
  /** The bytes are under their Content-Encoding, which could not be undone. */
  _encoded?: true
  /** More was sent than was kept. */
  _truncated?: true
}

export type HarPostData = HarText & { mimeType: string }
export type HarContent = Partial<HarText> & { size: number; mimeType: string; compression?: number; comment?: string }

export type HarRequest = {
  method: string
  url: string
  httpVersion: string
  cookies: HarCookie[]
  headers: HarField[]
  queryString: HarField[]
  postData?: HarPostData | { mimeType: string; text: string; comment: string }
  /** HTTP Toolkit's: a body that is no text. */
  _content?: HarText & { size: number }
  headersSize: number
  bodySize: number
  _trailers?: HarField[]
}

export type HarResponse = {
  status: number
  statusText: string
  httpVersion: string
  cookies: HarCookie[]
  headers: HarField[]
  content: HarContent
  redirectURL: string
  headersSize: number
  bodySize: number
  _trailers?: HarField[]
  /** Why there was no answer, as Chrome and mitmproxy say it. */
  _error?: string
}

export type HarTimings = {
  blocked: number
  dns: number
  connect: number
  ssl: number
  send: number
  wait: number
  receive: number
}

/** Chrome's, which mitmproxy and HTTP Toolkit write too. */
export type HarMessage = {
  type: 'send' | 'receive'
  /** Epoch seconds. */
  time: number
  opcode: number
  /** Text for opcode 1, base64 for the others. */
  data: string
  _base64?: true
  _compressed?: true
  /** Bytes of the payload, when not all are here. */
  _size?: number
  _change?: 'edited' | 'dropped'
}

/** A body that was changed on its way: `upstream` is what the origin was sent, or what it sent, if that was read. */
export type HarChangedBody = { causes: readonly Cause[]; upstream?: { bodySize: number } & Partial<HarText> }

export type HarPatch = { op: string; index: number; name: string; value?: string; before?: string; cause: Cause }

/** What HAR has no place for. */
export type HarLedger = {
  flowId: string
  parent?: string
  mode?: Exchange['mode']
  route?: string
  outcome?: Outcome
  error?: Failure
  client: { address: string; port: number; protocol: string; tls?: TlsInfo }
  upstream?: UpstreamInfo
  /** The request target and `:authority`, where the URL does not tell them. */
  target?: string
  authority?: string
  protocol?: string
  hops?: { request: HarPatch[]; response: HarPatch[] }[]
  /** The head as the origin sent it, where it was changed on its way. */
  origin?: { status: number; reason: string; version: string; fields: HarField[] }
  changedBodies?: { request?: HarChangedBody; response?: HarChangedBody }
  interim?: readonly number[]
  attempts?: readonly Attempt[]
  rules?: readonly RuleTrace[]
  faults?: readonly FaultTrace[]
  profiles?: readonly string[]
  cassette?: Exchange['cassette']
  tags?: readonly string[]
  marked?: string
  replayOf?: string
  /** Timings that were never taken, where HAR wants a number. */
  unmeasured?: ('send' | 'wait' | 'receive')[]
  unparsed?: string
  /** Messages seen in all, when not all are here. */
  messageCount?: { up: number; down: number }
  sse?: { t: number; event?: string; id?: string; data: string; size?: number; change?: 'edited' | 'dropped' }[]
  /** Where secrets were taken out. */
  redacted?: string[]
}

export type HarEntry = {
  startedDateTime: string
  time: number
  request: HarRequest
  response: HarResponse
  cache: Record<string, never>
  timings: HarTimings
  serverIPAddress?: string
  connection?: string
  comment?: string
  _resourceType?: 'websocket' | 'eventsource'
  _webSocketMessages?: HarMessage[]
  _middlebox: HarLedger
}

/** Who wrote it, and the seed that repeats its random choices. */
export type HarAbout = { version: string; seed?: string }
