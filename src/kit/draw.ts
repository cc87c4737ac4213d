/** Random numbers that repeat: a draw is a hash of the session's seed and of what it is for, so order and concurrency change nothing. */

/** 2⁵³, the number of values a draw can have. */
const values = 0x20_0000_0000_0000

/**
 * A number in [0, 1), the same for the same seed and parts on every machine. Two lanes of 32 bits over UTF-16 code units,
 * multiplied as in FNV and mixed at the end as in MurmurHash3, give its 53 bits. Not for secrets.
 */
export function draw(seed: string, ...parts: readonly string[]): number {
  let high = 0xdeadbeef
  let low = 0x41c6ce57
  const add = (unit: number): void => {
    high = Math.imul(high ^ unit, 0x9e3779b1)
    low = Math.imul(low ^ unit, 0x5f356495)
  }
  for (const part of [seed, ...parts]) {
    for (let at = 0; at < part.length; at++) add(part.charCodeAt(at))
    // No code unit is this large: 'ab', 'c' and 'a', 'bc' are different draws.
    add(0x10000 + part.length)
  }
  const left = mixed(high ^ (low >>> 15))
  const right = mixed(low ^ (left >>> 13))
  return (left * 0x20_0000 + (right >>> 11)) / values
}

/** The finalizer of MurmurHash3: every bit of the input changes half of the output's. */
function mixed(hash: number): number {
  let bits = hash ^ (hash >>> 16)
  bits = Math.imul(bits, 0x85ebca6b)
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35)
  return (bits ^ (bits >>> 16)) >>> 0
}
