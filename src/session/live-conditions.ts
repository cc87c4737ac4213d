/** Network conditions that can be changed while the session runs: new exchanges meet the new ones, running ones keep theirs. */
import type { Interceptor } from '../model/contract.ts'
import type { Conditions } from '../model/options.ts'
import type { ConditionsInterceptor, LinkConditions } from '../pipeline/conditions.ts'

export interface LiveConditions {
  readonly interceptor: Interceptor
  readonly current: Conditions | undefined
  set(conditions: Conditions | undefined): void
  /** For a connection that nobody looks into. */
  link(address: string): LinkConditions | undefined
}

/** `make` builds the interceptor for conditions; without any, requests pass as if there were none. */
export function createLiveConditions(
  first: Conditions | undefined,
  make: (conditions: Conditions) => ConditionsInterceptor,
): LiveConditions {
  let current: Conditions | undefined
  let acting: ConditionsInterceptor | undefined
  const set = (conditions: Conditions | undefined): void => {
    current = conditions
    acting = conditions === undefined ? undefined : make(conditions)
  }
  set(first)
  return {
    interceptor: {
      name: 'conditions',
      handle: (request, next, context) =>
        acting === undefined ? next(request, context) : acting.handle(request, next, context),
    },
    get current() {
      return current
    },
    set,
    link: (address) => acting?.link(address),
  }
}
