/** Values of network conditions: a preset or a rate, and a latency with its jitter. */
import { type Preset, presets } from '../conditions/presets.ts'
import { parseDuration } from '../kit/duration.ts'
import { parseRates } from '../kit/rate.ts'
import type { Kind } from './kind.ts'

const rate = String.raw`\d+(\.\d+)?(bit|kbit|Mbit|B|kB|MB|KiB|MiB)(/s)?`

export const link: Kind<Preset> = {
  expected: 'a preset (3g, slow-4g, fast-4g, offline, …) or a rate such as 1.6Mbit/s, or two as down/up',
  read(value) {
    const text = String(value).toLowerCase()
    if (Object.hasOwn(presets, text)) return presets[text]
    const rates = parseRates(String(value))
    return rates === undefined ? undefined : { ...rates, latency: 0 }
  },
  reason: (value) =>
    /^\s*\d/.test(String(value))
      ? 'the units are bit, kbit, Mbit, B, kB, MB, KiB and MiB, with their capitals'
      : undefined,
  schema: { anyOf: [{ enum: Object.keys(presets) }, { type: 'string', pattern: `^${rate}(/${rate})?$` }] },
  values: Object.keys(presets),
}

export type Lag = { latency: number; jitter: number }

/** `200ms±50`; `+-` works for `±`, a number without a unit is in ms. */
export const lag: Kind<Lag> = {
  expected: 'a latency such as 200ms, or 200ms±50 with its jitter',
  read(value) {
    const [first = '', second, ...rest] = String(value).split(/±|\+-/)
    const latency = parseDuration(first.trim(), 'ms')
    const jitter = second === undefined ? 0 : parseDuration(second.trim(), 'ms')
    if (latency === undefined || jitter === undefined || rest.length > 0 || jitter > latency) return undefined
    return { latency, jitter }
  },
  reason: (value) => (/±|\+-/.test(String(value)) ? 'the jitter is at most the latency' : undefined),
  schema: { type: ['number', 'string'] },
}
