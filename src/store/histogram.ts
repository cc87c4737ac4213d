/** Durations counted in buckets that grow by a fifth: percentiles within 10 % from a fixed kilobyte, at the cost of a logarithm. */

/** Buckets per doubling: 2^(1/4) ≈ 1.19 from one bound to the next. */
const perDoubling = 4

/** The first bucket ends at 0.1 ms, the last begins near 1.8 hours. */
const lowest = 0.1
const buckets = 26 * perDoubling

export class Histogram {
  readonly #counts = new Uint32Array(buckets)
  count = 0
  max = 0

  record(ms: number): void {
    this.#counts[bucketOf(ms)]!++
    this.count++
    if (ms > this.max) this.max = ms
  }

  add(other: Histogram): void {
    for (let i = 0; i < buckets; i++) this.#counts[i]! += other.#counts[i]!
    this.count += other.count
    if (other.max > this.max) this.max = other.max
  }

  reset(): void {
    this.#counts.fill(0)
    this.count = 0
    this.max = 0
  }

  /** The duration that this share (0 to 1) of all stayed at or below, in ms; null when nothing was counted. */
  percentile(share: number): number | null {
    if (this.count === 0) return null
    const rank = Math.max(1, Math.ceil(share * this.count))
    let seen = 0
    for (let i = 0; i < buckets; i++) {
      seen += this.#counts[i]!
      if (seen >= rank) return Math.min(this.max, i === buckets - 1 ? this.max : middleOf(i))
    }
    return this.max
  }
}

function bucketOf(ms: number): number {
  if (!(ms > lowest)) return 0
  const bucket = Math.ceil(Math.log2(ms / lowest) * perDoubling)
  return bucket < buckets ? bucket : buckets - 1
}

/** Between the bounds of the bucket, so that the error is spread to both sides. */
function middleOf(bucket: number): number {
  return lowest * 2 ** ((bucket - 0.5) / perDoubling)
}
