/** Measured sizes and durations for people: three digits and a unit. Exact spellings of options are `bytes` and `duration`. */

/** `0 B`, `999 B`, `1.2 kB`, `34 MB`: decimal units, as download tools and browsers show them. */
export function readableBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  let value = bytes
  for (const unit of ['kB', 'MB', 'GB', 'TB']) {
    value /= 1000
    if (value < 999.5 || unit === 'TB') return `${threeDigits(value)} ${unit}`
  }
  return `${bytes} B`
}

/** `<0.1 ms`, `0.4 ms`, `12 ms`, `1.3 s`, `2 m 05 s`, `3 h 20 m`. */
export function readableDuration(ms: number): string {
  if (ms > 0 && ms < 0.05) return '<0.1 ms'
  if (ms < 999.5) return `${threeDigits(ms)} ms`
  if (ms < 59_950) return `${threeDigits(ms / 1000)} s`
  const seconds = Math.round(ms / 1000)
  if (seconds < 3600) return `${Math.floor(seconds / 60)} m ${pad(seconds % 60)} s`
  return `${Math.floor(seconds / 3600)} h ${pad(Math.floor((seconds % 3600) / 60))} m`
}

/** `12 %`, `0.4 %`. */
export function readableShare(share: number): string {
  return `${threeDigits(share * 100)} %`
}

/** One decimal below ten, none above; a whole number never has `.0`. */
function threeDigits(value: number): string {
  return value < 9.95 ? String(Number(value.toFixed(1))) : value.toFixed(0)
}

function pad(value: number): string {
  return String(value).padStart(2, '0')
}
