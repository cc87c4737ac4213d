/** A scenario at work: it begins with the session, says when its phase changes, and can be replaced by another, which begins then. */
import type { Clock, Timer } from '../kit/clock.ts'
import { phaseAt } from '../kit/scenario.ts'
import type { ProxyEvent } from '../model/event.ts'
import type { PhaseNow, Scenario } from '../model/scenario.ts'

export interface ScenarioClock {
  /** Undefined without a scenario. */
  now(): PhaseNow | undefined
  /** The same one goes on. */
  replace(scenario: Scenario | undefined): void
  close(): void
}

export function createScenarioClock(clock: Clock, emit: (event: ProxyEvent) => void): ScenarioClock {
  let scenario: Scenario | undefined
  let startedAt = 0
  let timer: Timer | undefined
  let said = ''

  const now = (): PhaseNow | undefined =>
    scenario === undefined ? undefined : phaseAt(scenario, Math.max(0, clock.now() - startedAt))
  const step = (): void => {
    const current = now()
    if (current === undefined) return
    const { phase, run, state, until } = current
    const what = `${run} ${state ?? ''}`
    // A timer may be a moment early.
    if (what !== said) {
      said = what
      emit({
        type: 'phase',
        at: clock.now(),
        name: phase?.name ?? null,
        run,
        ...(state !== undefined && { state }),
        ...(until !== undefined && { until: startedAt + until }),
      })
    }
    if (until !== undefined) timer = clock.after(Math.max(1, startedAt + until - clock.now()), step)
  }
  const close = (): void => {
    timer?.stop()
    timer = undefined
  }
  return {
    now,
    close,
    replace(next) {
      if (next?.text === scenario?.text) return
      close()
      scenario = next
      startedAt = clock.now()
      said = ''
      step()
    },
  }
}
