/**
 * Sizes as people write them: `64k`, `1MiB`, `256m`. Bare letters and KiB count in 1024 (as mitmproxy's sizes do), kB and
 * MB in 1000 (IEC 80000-13).
 */

const units: Readonly<Record<string, number>> = {
  '': 1,
  b: 1,
  k: 1024,
  m: 1024 ** 2,
  g: 1024 ** 3,
  t: 1024 ** 4,
  kib: 1024,
  mib: 1024 ** 2,
  gib: 1024 ** 3,
  tib: 1024 ** 4,
  kb: 1000,
  mb: 1000 ** 2,
  gb: 1000 ** 3,
  tb: 1000 ** 4,
}

/** The bytes of a size, whole; undefined when it is none. Letter case does not matter. */
export function parseBytes(text: string): number | undefined {
  const found = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/i.exec(text.trim())
  if (!found) return undefined
  const unit = units[found[2]!.toLowerCase()]
  if (unit === undefined) return undefined
  const bytes = Math.round(Number(found[1]) * unit)
  return Number.isSafeInteger(bytes) ? bytes : undefined
}

/** The shortest exact spelling: 268435456 is `256m`. */
export function formatBytes(bytes: number): string {
  const unit = bytes === 0 ? undefined : ['t', 'g', 'm', 'k'].find((name) => bytes % units[name]! === 0)
  return unit === undefined ? String(bytes) : `${bytes / units[unit]!}${unit}`
}
