/** Rules as data: what a file, the command line, the API and the UI all make, and what explains itself. */

export type RuleDefinition = {
  /** Unique in its session. */
  name: string
  /** A filter; '' matches everything. */
  match: string
  enabled: boolean
  /** Share of matching requests that it acts on, 0 to 1; drawn from the session's seed. */
  chance: number
  /** Acts on the first N matching requests only. */
  first?: number
  /** Acts on every Nth matching request: the Nth, the 2Nth, … */
  every?: number
  /** Leaves the first N matching requests alone. */
  after?: number
  /** Stops after acting N times. */
  times?: number
  /** When it acts, on the session's clock: from `from` ms after the start until `until` ms, and in the named phases of the scenario. */
  schedule?: { from?: number; until?: number; phase?: readonly string[] }
  /** Rules of one group share a draw for `period` ms: where the chances are the same, all of them act or none. */
  group?: { name: string; period: number }
  /** States that must be as said; one that nobody has set is `Started`. */
  requires?: Readonly<Record<string, string>>
  /** What states become when it acts. */
  sets?: Readonly<Record<string, string>>
  do: readonly ActionDefinition[]
  /** What its changes are put down to in the hop ledger; `rule <name>` when absent. */
  cause?: `option ${string}`
  /** Where it was written, for errors and for "why". */
  place?: { file: string; line: number; column: number }
}

/** One step of a rule: the name of an action in `actions/` and its attributes, validated by that action. */
export type ActionDefinition = { action: string; attributes: Readonly<Record<string, unknown>> }
