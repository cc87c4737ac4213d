/** What a fault is: a name its users know, options as a table, and the powers it needs. One file each in `faults/`. */
import type { Handler, Context } from './contract.ts'
import type { HandshakeFault } from './connection.ts'
import type { OptionTable, OptionValues } from './option.ts'
import type { Plan } from './plan.ts'
import type { ByteStage } from './stage.ts'
import type { Request } from './message.ts'
import type { Verdict } from './verdict.ts'

/** What a fault may ask of the rule that carries it. */
export interface FaultTools {
  /** Name of the rule, for causes and draws. */
  rule: string
  /** The next random number in [0, 1) for this exchange, rule and purpose. */
  random(purpose: string): number
  now(): number
  /** Calls `run` after `ms`, or never when the client is gone before. */
  after(ms: number, run: () => void): { stop(): void }
}

/** Which way a byte fault acts: on what the client gets, or on what the upstream gets (Toxiproxy's words). */
export type StreamName = 'downstream' | 'upstream'

export type Fault<Table extends OptionTable = OptionTable> = {
  /** The word the user types; the file's name with '_' for '-'. */
  name: string
  /** One sentence. */
  summary: string
  /** Whose word it is. */
  family: 'toxiproxy' | 'wiremock' | 'http' | 'connection' | 'stream'
  options: Table
  /** The one stream that its bytes may be changed on, where the other makes no sense. */
  only?: StreamName
  /** What it does with these values, in English, as the end of "the proxy will …". */
  explain(values: OptionValues<Table>): string
  /** On the encoded bytes of one exchange and direction, or of a raw connection. */
  bytes?(values: OptionValues<Table>): ByteStage
  /** What its reset ends over h2; the stream when absent. */
  scope?(values: OptionValues<Table>): 'stream' | 'connection'
  /** The connection carries no other message after this one. */
  closes?: true
  /** In place of asking the upstream, or around it: an interceptor's `handle`. */
  handle?(
    values: OptionValues<Table>,
    request: Request,
    next: Handler,
    context: Context,
    tools: FaultTools,
  ): Verdict | Promise<Verdict>
  /** Arms something that the engine does later: failing dials. */
  arm?(values: OptionValues<Table>, plan: Plan, request: Request, tools: FaultTools): void
  /** What a client meets in its TLS handshake, before there is a request; undefined = nothing with these values. */
  handshake?(values: OptionValues<Table>): HandshakeFault['how'] | undefined
  /** Why it cannot act on an exchange of this protocol; undefined = it can. */
  skips?(protocol: 'h1' | 'h2'): string | undefined
}

/** Checks a fault against its own table at compile time. */
export function defineFault<const Table extends OptionTable>(fault: Fault<Table>): Fault<Table> {
  return fault
}
