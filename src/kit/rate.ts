/** Transfer rates as written in options: `1.6Mbit/s`, `500kB`, `10MB/s/1MB/s` (down/up). k is 1000; a B is eight bits. */

/** Bytes a second. */
export type Rates = { down: number; up: number }

const units: Readonly<Record<string, number>> = {
  bit: 1 / 8,
  kbit: 1000 / 8,
  Mbit: 1_000_000 / 8,
  B: 1,
  kB: 1000,
  MB: 1_000_000,
  KiB: 1024,
  MiB: 1024 * 1024,
}

const one = String.raw`(\d+(?:\.\d+)?)(bit|kbit|Mbit|B|kB|MB|KiB|MiB)(?:/s)?`
const pattern = new RegExp(`^${one}(?:/${one})?$`)

/** Undefined when the text is no rate. One rate is for both directions. */
export function parseRates(text: string): Rates | undefined {
  const match = pattern.exec(text.trim())
  if (match === null) return undefined
  const down = Number(match[1]) * units[match[2]!]!
  const up = match[3] === undefined ? down : Number(match[3]) * units[match[4]!]!
  return down > 0 && up > 0 ? { down, up } : undefined
}
