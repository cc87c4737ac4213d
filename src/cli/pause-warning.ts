/** The warning that exchanges will wait for somebody who is not there. */
import { systemClock } from '../kit/clock.ts'
import type { ProxyEvent } from '../model/event.ts'
import type { SessionOptions } from '../model/options.ts'
import type { RuleDefinition } from '../model/rule.ts'

/** Said once at the start, where there is neither a screen nor an API. */
export function warnOfPauses(
  { store }: { readonly store?: { apply(event: ProxyEvent): void } },
  { rules, api }: Pick<SessionOptions, 'rules' | 'api'>,
): void {
  const message = api === undefined ? pauseWarning(rules) : undefined
  if (message !== undefined) store?.apply({ type: 'warning', at: systemClock.now(), code: 'nobody_resumes', message })
}

/** Undefined when no rule pauses without a time limit. */
export function pauseWarning(rules: readonly RuleDefinition[]): string | undefined {
  const waiting = rules.filter(
    ({ enabled, do: steps }) =>
      enabled && steps.some(({ action, attributes }) => action === 'pause' && attributes['timeout'] === undefined),
  )
  if (waiting.length === 0) return undefined
  const names = waiting.map(({ name }) => JSON.stringify(name)).join(', ')
  const who = waiting.length === 1 ? 'the rule' : 'the rules'
  return `${who} ${names} will pause exchanges, and nobody can resume them here: add --api PORT, or give pause a timeout`
}
