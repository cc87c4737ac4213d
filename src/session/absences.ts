/** Which upstreams nobody listens at yet: looked at again while somebody is shown it, and at no other time. */
import type { Clock } from '../kit/clock.ts'
import type { UpstreamDefinition } from '../model/route.ts'

/** What is said of one, and the line to try. */
export type Absence = { readonly message: string; readonly advice: string }

type Missing = { readonly upstream: UpstreamDefinition; readonly absence: Absence }

/** ms between two looks. */
const pause = 1000

export function createAbsences(clock: Clock, isThere: (upstream: UpstreamDefinition) => Promise<boolean>) {
  let missing: readonly Missing[] = []
  let looked = 0
  const look = async (): Promise<void> => {
    const before = missing
    const answers = await Promise.all(before.map(({ upstream }) => isThere(upstream)))
    // Other routes may have come meanwhile.
    if (missing === before) missing = before.filter((_one, at) => !answers[at])
  }
  return {
    /** In the place of those of before; returns the ones that were not among them. */
    replace(found: readonly Missing[]): Missing[] {
      const known = new Set(missing.map(({ absence }) => absence.message))
      missing = found
      looked = clock.now()
      return found.filter(({ absence }) => !known.has(absence.message))
    },
    list(): readonly Absence[] {
      const now = clock.now()
      if (missing.length > 0 && now - looked >= pause) {
        looked = now
        void look()
      }
      return missing.map(({ absence }) => absence)
    },
  }
}
