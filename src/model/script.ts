/** What scripts are written against: the hooks a module may export, and what each of them is given. */
import type { Mode } from './contract.ts'
import type { ClientInfo, Exchange, Outcome, Timings } from './exchange.ts'
import type { Request } from './message.ts'
import type { Verdict } from './verdict.ts'

/** Header fields in wire order, letter case kept; names compare without case. Values are bytes, one character each. */
export interface ScriptHeaders extends Iterable<[name: string, value: string]> {
  /** The first value of that name. */
  get(name: string): string | undefined
  getAll(name: string): string[]
  has(name: string): boolean
  /** Gives the first field of that name this value and removes the others; adds it at the end when there is none. */
  set(name: string, value: string): void
  append(name: string, value: string): void
  delete(name: string): void
}

/** A body, which is collected only when it is asked for, up to 16 MiB, and comes without its content coding. */
export interface ScriptContent {
  text(): Promise<string>
  /** The content as JSON; rejects when it is none. */
  json<Value = unknown>(): Promise<Value>
  bytes(): Promise<Uint8Array>
  /** Another content, from when it is set; lengths and codings are repaired. */
  body: string | Uint8Array | undefined
}

export interface ScriptRequest extends ScriptContent {
  method: string
  /** Absolute. */
  url: string
  readonly headers: ScriptHeaders
}

export interface ScriptResponse extends ScriptContent {
  status: number
  reason: string
  readonly headers: ScriptHeaders
}

export interface ScriptMessage {
  /** `up` = from the client. */
  readonly direction: 'up' | 'down'
  /** A text for a text message, bytes for a binary one; set it to send another in its place. */
  data: string | Uint8Array
}

/** A finished exchange, as far as a script has use for it. */
export interface ScriptExchange extends Pick<
  Exchange,
  'id' | 'kind' | 'method' | 'url' | 'status' | 'error' | 'startedAt' | 'tags' | 'comment'
> {
  outcome: Outcome
  durationMs: number
  timings: Timings
  /** What the client sent and got, and the bytes of the bodies as encoded. */
  request: { headers: readonly [name: string, value: string][]; bytes: number }
  response: { headers: readonly [name: string, value: string][]; bytes: number }
  /** Names of the rules and faults that acted. */
  rules: readonly string[]
  faults: readonly string[]
}

/** An answer in place of the upstream's; a `Response` of the Fetch standard will do too. */
export type ScriptAnswer = {
  /** 200 when not given. */
  status?: number
  reason?: string
  headers?: Readonly<Record<string, string | readonly string[]>> | Iterable<readonly [name: string, value: string]>
  body?: string | Uint8Array
  /** The body as a JSON value. */
  json?: unknown
}

export interface ScriptContext<State extends object = Record<string, unknown>> {
  /** The exchange's id, the same in lines and NDJSON. */
  readonly id: string
  readonly client: Pick<ClientInfo, 'address' | 'port' | 'protocol'>
  readonly mode: Mode
  /** Empty at first, and the same object in all hooks of one exchange. */
  readonly state: State
  /** Says something in the log of the proxy; `console.log` does it too. */
  log(...values: unknown[]): void
  tag(...tags: string[]): void
  note(text: string): void
}

/** The request that a response or a message belongs to, as it was when the script's own turn came. */
export type ScriptAsked = { readonly method: string; readonly url: string; readonly headers: ScriptHeaders }

type Awaitable<Value> = Value | Promise<Value>

/** Returns nothing (changes made to the request count), an answer, or 'drop' to reset the connection. */
export type OnRequest<State extends object = Record<string, unknown>> = (
  request: ScriptRequest,
  context: ScriptContext<State>,
) => Awaitable<ScriptAnswer | Response | 'drop' | undefined | void>

/** Returns nothing (changes made to the response count), an answer in its place, or 'drop'. */
export type OnResponse<State extends object = Record<string, unknown>> = (
  response: ScriptResponse,
  context: ScriptContext<State> & { readonly request: ScriptAsked },
) => Awaitable<ScriptAnswer | Response | 'drop' | undefined | void>

/** Told of each WebSocket message in order; 'drop' keeps it from going on. */
export type OnMessage<State extends object = Record<string, unknown>> = (
  message: ScriptMessage,
  context: ScriptContext<State> & { readonly request: ScriptAsked },
) => Awaitable<'drop' | undefined | void>

/** Told of each exchange when it is over. */
export type OnExchange<State extends object = Record<string, unknown>> = (
  exchange: ScriptExchange,
  context: ScriptContext<State>,
) => Awaitable<undefined | void>

/** A loaded script on one exchange, as rules call it. */
export interface ScriptAtWork {
  onRequest(request: Request): Request | Verdict | Promise<Request | Verdict>
  onResponse(answer: Extract<Verdict, { kind: 'respond' | 'switch' }>, request: Request): Verdict | Promise<Verdict>
}
