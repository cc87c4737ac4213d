/** The words of trust plans: commands as data, to be shown before they run. */

export type TrustAction = 'trust' | 'untrust'

export type TrustStep = {
  command: string
  args: readonly string[]
  /** What it does, for the line above it. */
  why: string
}

export type TrustPlan = {
  steps: readonly TrustStep[]
  /** What the steps do not cover and the user should know. */
  notes: readonly string[]
}
