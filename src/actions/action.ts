/** What an action is: a word in a rule's `do`, its attributes as a table, and what it does at which moment of an exchange. */
import type { Codec } from '../kit/rewrite-body.ts'
import type { HandshakeFault } from '../model/connection.ts'
import type { Context, Handler } from '../model/contract.ts'
import type { Cause } from '../model/hop.ts'
import type { FaultTools } from '../model/fault.ts'
import type { Request } from '../model/message.ts'
import type { ArmedStage, Plan } from '../model/plan.ts'
import type { Pausing, Release } from '../model/paused.ts'
import type { ScriptAtWork } from '../model/script.ts'
import type { Verdict } from '../model/verdict.ts'
import type { AttributeTable } from './attribute.ts'

/** The last moment at which an action can still act: its rule's filter must be decided by then. */
export type Moment = 'request' | 'response' | 'end'

export type Action<Values extends object = Readonly<Record<string, unknown>>> = {
  /** The word the user types; the file's name with '_' for '-'. */
  name: string
  /** One sentence without its full stop: what it does. */
  summary: string
  attributes: AttributeTable
  /** An example of its value, as YAML on one line. */
  example: string
  latest(values: Values): Moment
  /** What is wrong with attributes that are right one by one, as "Expected …, got …" without its full stop. */
  check?(values: Values): string | undefined
  /** What it does with these values, in English, as the end of "the proxy will …". */
  explain(values: Values): string
  /** What is wrong with the files that it names, asked when rules are loaded; undefined when nothing is. */
  ready?(values: Values): Promise<Problem | undefined>
  /** What it does to connections as such: to those that nobody looks into, or before there is a request. */
  connection?(values: Values): ConnectionStep | undefined
  /** Made ready once per rule, whose filter is decided at `moment`; what does not depend on the request is done here. */
  prepare(values: Values, moment?: Moment): Steps
}

/** What is wrong in a file: "Expected …, got …" without its full stop, and the place if it is within the file. */
export type Problem = { message: string; file?: string; line?: number; column?: number }

export type ConnectionStep =
  | { kind: 'handshake'; name: string; attributes: Readonly<Record<string, unknown>>; how: HandshakeFault['how'] }
  | { kind: 'dial'; arm(plan: Plan, request: Request, tools: FaultTools): void }
  | ({ kind: 'bytes'; way: 'up' | 'down'; attributes: Readonly<Record<string, unknown>> } & Omit<ArmedStage, 'rule'>)

/** `near`: it has something much like what was asked for. */
export type Miss = { reason: string; near: boolean }

/** What an action does. At each moment the actions of all rules act in order. */
export type Steps = {
  /** Answers the request, or takes the place of a response; undefined = somebody else shall. */
  answer?(request: Request, tools: ActionTools): Verdict | undefined | Promise<Verdict | undefined>
  request?(request: Request, tools: ActionTools): Request | Promise<Request>
  response?(verdict: Answer, request: Request, tools: ActionTools): Verdict | Promise<Verdict>
  /** Around everything that comes after it. */
  handle?(request: Request, next: Handler, context: Context, tools: ActionTools): Verdict | Promise<Verdict>
  /** Whenever its rule is decided, also after the end. */
  note?(tools: Pick<ActionTools, 'mark'>): void
  /** Why it does not answer a request that its rule matches, as it seems to be. */
  miss?(request: Pick<Request, 'head' | 'target'>): Miss | undefined
  /** It draws random numbers, so that requests like it must be counted. */
  draws?: true
}

export type Answer = Extract<Verdict, { kind: 'respond' | 'switch' }>

/** What an action may ask of the rule that carries it. */
export interface ActionTools {
  /** The rule's name; part of every draw. */
  rule: string
  /** For patches. */
  cause: Cause
  /** The next random number in [0, 1) for this exchange, rule and purpose. */
  random(purpose: string): number
  /** The same for any rule; what is armed for later draws from it. */
  dice(rule: string, purpose: string): number
  now(): number
  /** Counts for everybody in this session: 1 the first time, then 2, … */
  count(name: string): number
  /** What rules have set a state to; the initial one when none has. */
  state(name: string): string
  setState(name: string, value: string): void
  /** Calls `run` after `ms`, or never when the client is gone before. */
  after(ms: number, run: () => void): { stop(): void }
  warn(message: string): void
  mark(mark: { tags?: readonly string[]; comment?: string }): void
  /** A body was put in place of another. `upstream`: what is sent on, or what came; absent when it was not read. */
  tellBody(side: 'request' | 'response', upstream?: readonly Uint8Array[], cause?: Cause): void
  /** The answer when nobody gives one: in place of asking the upstream. */
  otherwise(answer: () => Verdict): void
  codec: Codec
  /** Characters of the longest text that an expression may be tried on; beyond, it could stall the proxy. */
  longest(pattern: string): number
  /** A script by its path, on this exchange; undefined when it is not loaded, and absent where there are none. */
  script?(path: string): ScriptAtWork | undefined
  /** Puts the exchange, or a message of it, on the desk until somebody decides. `signal` for what ends before the exchange. */
  hold(pausing: Omit<Pausing, 'exchange' | 'rule'>, signal?: AbortSignal): Promise<Release>
}

/** Checks an action against the values it names. */
export function defineAction<Values extends object>(action: Action<Values>): Action<Values> {
  return action
}
