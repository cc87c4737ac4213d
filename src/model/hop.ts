/**
 * The hop ledger. Legs are numbered from the client: leg 0 is what the client sent (and was sent), leg n what the
 * origin was sent (and sent). A leg's head is its neighbour's head plus an ordered list of patches, each with its cause,
 * so that an untouched leg costs a pointer and every difference explains itself.
 */
import type { RequestHead, ResponseHead } from './message.ts'

/**
 * Who changed a head. Unasked, Middlebox makes only the first eight; the rest name the user's own doing:
 * `rule payments-down`, `profile squid`, `script fix.ts`.
 */
export type Cause =
  | 'hop-by-hop'
  | 'target-form'
  | 'host-from-target'
  | 'http-version'
  | 'framing'
  | 'h1-h2'
  | 'max-forwards'
  | 'route'
  | `rule ${string}`
  | `profile ${string}`
  | `script ${string}`
  | `option ${string}`
  | `reverse ${string}`
  | `fault ${string}`
  | `edit`

/**
 * One change of a head. Field patches name the position the field has when the patch is applied (patches apply in order);
 * start-line patches have index −1 and a name with a colon: `:method :target :version :status :reason :scheme :authority :protocol`.
 */
export type Patch = {
  op: 'add' | 'remove' | 'set' | 'rename' | 'move'
  index: number
  /** Field name as written; for `rename` the new name. */
  name: string
  /** The new value (`add`, `set`), or for `move` the position it goes to, in decimal. */
  value?: string
  /** What stood there before: the value (`remove`, `set`) or the name (`rename`). For people only. */
  before?: string
  cause: Cause
}

/** One connection of the path and what was on it. */
export type Leg = {
  request?: RequestHead
  response?: ResponseHead
}

/** Everything that changed between two neighbouring legs, both directions. */
export type Hop = {
  request: readonly Patch[]
  response: readonly Patch[]
}
