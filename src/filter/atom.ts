/** What every atom of the language says about itself: its row in the reference, its words, and its test. */
import type { BodyRecord, Exchange, StreamMessage, TlsFailure, Tunnel } from '../model/exchange.ts'
import type { Fields } from '../model/message.ts'
import type { Argument } from './node.ts'
import { compilePattern } from './pattern.ts'
import type { Pattern, PatternOptions } from './pattern.ts'
import type { Phase } from './phase.ts'

/** What a filter can be asked about. Exchanges may be unfinished or, in rules, built only so far. */
export type Subject = Partial<Exchange> | Tunnel | TlsFailure

export type FilterOptions = {
  /** Letters must match in case, as MIDDLEBOX_CASE_SENSITIVE_FILTERS=1 or mitmproxy's MITMPROXY_CASE_SENSITIVE_FILTERS=1 ask. */
  caseSensitive?: boolean
  /** The body as the sender meant it, Content-Encoding undone; undefined when that cannot be had. Without it, bytes as sent. */
  decode?: (body: BodyRecord, fields: Fields) => Uint8Array | undefined
  /** The payload of a compressed WebSocket message; undefined when it cannot be had. Without it, bytes as sent. */
  inflate?: (message: StreamMessage, exchange: Partial<Exchange>) => Uint8Array | undefined
  /** Epoch ms, so that `~dur` can judge what is still running; without it, only what has ended. */
  now?: () => number
  /** Bytes of a body that are searched; 1 MiB when not given. */
  maxBody?: number
}

export type ArgumentKind = 'none' | 'pattern' | 'optional pattern' | 'status' | 'duration' | 'size' | 'choice'

export type Tests = {
  exchange(exchange: Partial<Exchange>): boolean
  /** Atoms without one say no to tunnels. */
  tunnel?(tunnel: Tunnel): boolean
  /** Atoms without one say no to TLS failures. */
  tlsFailure?(failure: TlsFailure): boolean
}

export type Atom = {
  /** Without the tilde. */
  name: string
  argument: ArgumentKind
  /** The words that a 'choice' takes. */
  choices?: readonly string[]
  /** One phrase for the reference and for completion. */
  help: string
  example: string
  /** When everything it asks about is known. */
  phase: Phase | ((argument: Argument) => Phase)
  /** Whose it is: mitmproxy's are taken over unchanged. */
  from: 'mitmproxy' | 'middlebox'
  needsBody?: boolean
  /** How its pattern is read, besides case. */
  flags?: Partial<PatternOptions>
  /** What it says in English, and the contrary. */
  clause(argument: Argument): readonly [yes: string, no: string]
  compile(argument: Argument, options: FilterOptions): Tests
}

/** An atom without argument. */
export function flag(
  row: Pick<Atom, 'name' | 'help' | 'phase' | 'from'> & { yes: string; no: string; tests: Tests },
): Atom {
  const { yes, no, tests, ...rest } = row
  return { ...rest, argument: 'none', example: `~${row.name}`, clause: () => [yes, no], compile: () => tests }
}

/** An atom that searches for a pattern. `subject` is what is searched, in English. */
export function search(
  row: Pick<Atom, 'name' | 'help' | 'phase' | 'from' | 'example' | 'needsBody' | 'flags'> & {
    subject: string
    tests(pattern: Pattern, options: FilterOptions): Tests
  },
): Atom {
  const { subject, tests, ...rest } = row
  return {
    ...rest,
    argument: 'pattern',
    clause: (argument) => [
      `${subject} matches ${patternText(argument)}`,
      `${subject} does not match ${patternText(argument)}`,
    ],
    compile: (argument, options) => tests(patternOf(argument, options, row.flags), options),
  }
}

/** The compiled pattern of an argument that has been parsed, so it is known to be good. */
export function patternOf(argument: Argument, options: FilterOptions, flags: Partial<PatternOptions> = {}): Pattern {
  return compilePattern(argument.kind === 'pattern' ? argument.source : '', {
    ignoreCase: options.caseSensitive !== true,
    ...flags,
  })
}

export function patternText(argument: Argument): string {
  return argument.kind === 'pattern' ? `/${argument.source}/` : ''
}
