/** The door to randomness, so that tests and seeds can hold the only one. */
import { randomBytes } from 'node:crypto'

export interface Random {
  /** `count` unpredictable bytes. */
  bytes(count: number): Uint8Array
}

/** The machine's generator. */
export const systemRandom: Random = { bytes: (count) => randomBytes(count) }
