/** A scenario: phases one after another on the session's clock, which rules name in their schedules. */

export type ScenarioPhase = {
  name: string
  /** ms; absent = the last one, which does not end. */
  duration?: number
  /** Share of the requests that rules of this phase act on, times their own chance. */
  share?: number
  /** Rules act on so many matching requests in each run of the phase. */
  first?: number
  /** ms of calm, then ms in which its rules act, again and again. */
  flap?: { up: number; down: number }
}

export type Scenario = {
  /** As it was written. */
  text: string
  phases: readonly ScenarioPhase[]
  /** After the last phase the first one comes again. */
  repeat: boolean
}

/** Where a scenario stands at a moment. */
export type PhaseNow = {
  /** Undefined once it is over. */
  phase: ScenarioPhase | undefined
  /** Phases entered before this one, repetitions included. */
  run: number
  /** Of a phase that flaps: while it is up its rules leave everything alone. */
  state?: 'up' | 'down'
  /** ms from the scenario's start until this changes; absent = never. */
  until?: number
}
