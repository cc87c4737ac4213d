/** The few statistics the benchmark uses: of medians and quiet halves, because one disturbed run must not move a result. */

/** The value below which `share` (0 to 1) of the sorted values lie; NaN of nothing. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

/** The middle value, or the mean of the two middle ones. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2
}

/** The mean of the lower half: whoever else uses the machine only ever adds, to some values more than to others. */
export function quietMean(values: readonly number[]): number {
  const quiet = [...values].sort((a, b) => a - b).slice(0, Math.ceil(values.length / 2))
  return quiet.reduce((sum, value) => sum + value, 0) / quiet.length
}
