/** Durations as people write them: `200ms`, `30s`, `1m30s`, `2h`. Values are milliseconds. */

const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/**
 * The milliseconds of a duration; undefined when it is none. A bare number counts in `bare` (a unit), and is refused
 * when that is not given: whether 5 means seconds or milliseconds depends on the tool one comes from.
 */
export function parseDuration(text: string, bare?: 'ms' | 's'): number | undefined {
  const trimmed = text.trim()
  if (trimmed === '0') return 0
  if (/^\d+(\.\d+)?$/.test(trimmed)) return bare === undefined ? undefined : Number(trimmed) * units[bare]!
  if (!/^(\d+(\.\d+)?(ms|s|m|h|d))+$/.test(trimmed)) return undefined
  let total = 0
  for (const [, number, unit] of trimmed.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h|d)/g))
    total += Number(number) * units[unit!]!
  return total
}

/** The shortest exact spelling in one unit: 30000 is `30s`. */
export function formatDuration(ms: number): string {
  if (ms === 0) return '0'
  const unit = ['d', 'h', 'm', 's'].find((name) => ms % units[name]! === 0) ?? 'ms'
  return `${ms / units[unit]!}${unit}`
}
