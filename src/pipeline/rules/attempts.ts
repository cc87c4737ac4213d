/** Counts equal requests, so that the same request draws another number each time and the same numbers in each run. */
import { getField } from '../../kit/fields.ts'
import type { RequestHead } from '../../model/message.ts'

/** What makes two requests equal for draws: method, absolute URL, and Idempotency-Key where there is one. */
export function fingerprintOf(head: RequestHead, url: string): string {
  const key = getField(head.fields, 'idempotency-key')
  return key === undefined ? `${head.method} ${url}` : `${head.method} ${url} ${key}`
}

/** Fingerprints remembered. One that was not seen for so many others counts from one again. */
const remembered = 100_000

export class Attempts {
  readonly #counts = new Map<string, number>()

  /** How often this fingerprint has been seen, this time included. */
  next(fingerprint: string): number {
    const count = (this.#counts.get(fingerprint) ?? 0) + 1
    // Deleted first, so that the map stays in order of use.
    this.#counts.delete(fingerprint)
    this.#counts.set(fingerprint, count)
    if (this.#counts.size > remembered) this.#counts.delete(this.#counts.keys().next().value!)
    return count
  }
}
