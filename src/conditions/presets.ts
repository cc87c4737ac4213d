/** Network conditions by name, with the numbers of Chrome DevTools (NetworkManager.ts) and Lighthouse (config/constants.js). */

export type Preset = {
  /** Bytes a second; 0 both ways = offline. */
  down: number
  up: number
  /** ms before an answer begins. */
  latency: number
}

const kbit = 1000 / 8
const mbit = 1_000_000 / 8

const offline: Preset = { down: 0, up: 0, latency: 0 }
// DevTools multiplies the advertised rate by 0.8 or 0.9, and the round-trip time by 5, 3.75 or 2.75.
const threeG: Preset = { down: 500 * kbit * 0.8, up: 500 * kbit * 0.8, latency: 400 * 5 }
const slowFourG: Preset = { down: 1.6 * mbit * 0.9, up: 750 * kbit * 0.9, latency: 150 * 3.75 }
const fastFourG: Preset = { down: 9 * mbit * 0.9, up: 1.5 * mbit * 0.9, latency: 60 * 2.75 }

/** DevTools renamed two in May 2024; the old names stay. */
export const presets: Readonly<Record<string, Preset>> = {
  offline,
  '3g': threeG,
  'slow-3g': threeG,
  'slow-4g': slowFourG,
  'fast-3g': slowFourG,
  'fast-4g': fastFourG,
  'lighthouse-mobile': { down: 1.6 * 1024 * kbit * 0.9, up: 750 * kbit * 0.9, latency: 150 * 3.75 },
  'regular-3g': { down: 700 * kbit * 0.9, up: 700 * kbit * 0.9, latency: 300 * 3.75 },
}
