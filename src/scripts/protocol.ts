/** What the proxy and the worker of a script say to each other: plain data only, so that nothing of one runs in the other. */
import type { Mode } from '../model/contract.ts'
import type { Fields } from '../model/message.ts'
import type { ScriptExchange } from '../model/script.ts'

export type HookName = 'onRequest' | 'onResponse' | 'onMessage' | 'onExchange'

/** What went wrong in a user's module, and where in the user's file. */
export type Fault = { message: string; place?: { path: string; line?: string; column?: string }; remedy?: string }

export type CallFacts = { id: string; client: { address: string; port: number; protocol: string }; mode: Mode }

export type AskedFacts = { method: string; url: string; fields: Fields }

export type MessageFacts = { direction: 'up' | 'down'; data: string | Uint8Array }

export type Call = { facts: CallFacts } & (
  | { hook: 'onRequest'; request: AskedFacts }
  | { hook: 'onResponse'; request: AskedFacts; response: { status: number; reason: string; fields: Fields } }
  | { hook: 'onMessage'; request: AskedFacts; message: MessageFacts }
  | { hook: 'onExchange'; exchange: ScriptExchange }
)

/** What a hook wants changed; absent = as it was. */
export type Change = {
  method?: string
  url?: string
  status?: number
  reason?: string
  fields?: Fields
  body?: Uint8Array
  data?: string | Uint8Array
}

export type MadeAnswer = { status: number; reason?: string; fields: Fields; body: Uint8Array; type?: string }

export type Result =
  { kind: 'pass' } | { kind: 'change'; change: Change } | { kind: 'answer'; answer: MadeAnswer } | { kind: 'drop' }

export type Content = { bytes: Uint8Array } | { problem: string }

export type ToWorker =
  | { type: 'call'; call: number; what: Call }
  | { type: 'content'; call: number; content: Content }
  | { type: 'forget'; id: string }

export type FromWorker =
  | { type: 'loaded'; hooks: readonly HookName[]; files: readonly string[] }
  | { type: 'unloadable'; fault: Fault }
  | { type: 'started'; call: number }
  | { type: 'wants'; call: number }
  | { type: 'done'; call: number; result: Result }
  | { type: 'threw'; call: number; fault: Fault }
  | { type: 'uncaught'; fault: Fault }
  | { type: 'log'; id: string; text: string }
  | { type: 'mark'; id: string; tags?: readonly string[]; comment?: string }
