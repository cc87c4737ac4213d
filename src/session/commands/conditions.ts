/** `conditions`: how bad the network is made now, and which presets there are. */
import { presets } from '../../conditions/presets.ts'
import type { Conditions } from '../../model/options.ts'
import { defineCommand } from './command.ts'

export const conditions = defineCommand({
  name: 'conditions',
  summary: 'tells the rate and latency of the network, and the presets of throttle',
  group: 'conditions',
  options: {},
  run: (_values, { conditions: live }) => ({ ...shownConditions(live.current), presets }),
})

/** Rates in bytes a second, null = as fast as it goes; times in ms. */
export function shownConditions(now: Conditions | undefined): object {
  return { down: now?.down ?? null, up: now?.up ?? null, latency: now?.latency ?? 0, jitter: now?.jitter ?? 0 }
}
