/** The moments of an exchange at which more of it becomes known, in order. A filter can be decided from its phase on. */

export const phases = ['connection', 'request-head', 'request-body', 'response-head', 'response-body', 'end'] as const

export type Phase = (typeof phases)[number]

/** Negative when `a` comes before `b`, zero when they are the same, positive when it comes after. */
export function comparePhase(a: Phase, b: Phase): number {
  return phases.indexOf(a) - phases.indexOf(b)
}

/** The later of two. */
export function laterPhase(a: Phase, b: Phase): Phase {
  return comparePhase(a, b) < 0 ? b : a
}
