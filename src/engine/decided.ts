/**
 * A verdict as its request's arbiter lets it stand. What went well is decided at once, without a promise in between; what may
 * be tried again, when everything of the try that failed has been put away.
 */
import type { Arbiter, Verdict } from '../model/verdict.ts'

export function decided(arbiter: Arbiter, verdict: Verdict): Verdict | Promise<Verdict> {
  const well = verdict.kind === 'respond' && verdict.failure === undefined && verdict.head.status < 400
  if (!well) return Promise.resolve(verdict).then((settled) => arbiter.decide(settled))
  try {
    return arbiter.decide(verdict)
  } catch (error) {
    return Promise.reject(error)
  }
}
