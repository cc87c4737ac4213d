/** Ways to choose one of several upstreams. Each is given those that can take the request, and is never given none. */
import { draw } from '../kit/draw.ts'
import type { Balance } from '../model/route.ts'
import type { Endpoint } from './endpoint.ts'

export type Choice = {
  now: number
  slowStart: number
  /** All have the same weight, and none starts slowly. */
  even: boolean
  /** What ip_hash and hash go by. */
  key: string
}

export type Chooser = (ready: readonly Endpoint[], choice: Choice) => Endpoint

/** `seed` and `purpose` make the draws of `random` repeatable. */
export function createChooser({ by }: Balance, seed: string, purpose: string): Chooser {
  switch (by) {
    case 'round_robin':
      return roundRobin()
    case 'least_conn':
      return leastConnections(roundRobin())
    case 'ip_hash':
    case 'hash':
      return consistent
    case 'random':
      return randomOfTwo(seed, purpose)
    default:
      return by satisfies never
  }
}

/** Smooth weighted round robin, as in nginx: 5, 1, 1 comes as aabacaa. Equal weights take turns. */
function roundRobin(): Chooser {
  let turns = 0
  return (ready, { now, slowStart, even }) => {
    if (even) {
      const at = turns % ready.length
      turns = (turns + 1) >>> 0
      return ready[at]!
    }
    let total = 0
    let best = ready[0]!
    for (const one of ready) {
      const weight = one.weightAt(now, slowStart)
      total += weight
      one.turn += weight
      if (one.turn > best.turn) best = one
    }
    best.turn -= total
    return best
  }
}

/** The one with the fewest running requests for its weight; those that are equal take turns. */
function leastConnections(otherwise: Chooser): Chooser {
  return (ready, choice) => {
    const loadOf = (one: Endpoint): number => one.active / one.weightAt(choice.now, choice.slowStart)
    let least = Infinity
    for (const one of ready) least = Math.min(least, loadOf(one))
    const idlest = ready.filter((one) => loadOf(one) === least)
    return idlest.length === 1 ? idlest[0]! : otherwise(idlest, choice)
  }
}

/** Two drawn by their weights, and of them the less busy one ("power of two choices"). */
function randomOfTwo(seed: string, purpose: string): Chooser {
  let count = 0
  const pick = (ready: readonly Endpoint[], { now, slowStart }: Choice): Endpoint => {
    const total = ready.reduce((sum, one) => sum + one.weightAt(now, slowStart), 0)
    let left = draw(seed, 'balance', purpose, String(count++)) * total
    return ready.find((one) => (left -= one.weightAt(now, slowStart)) < 0) ?? ready.at(-1)!
  }
  return (ready, choice) => {
    const [a, b] = [pick(ready, choice), pick(ready, choice)]
    const load = (one: Endpoint): number => one.active / one.definition.weight
    return load(b) < load(a) ? b : a
  }
}

/** Weighted rendezvous hashing: when one goes, only its own keys move. */
function consistent(ready: readonly Endpoint[], { key, now, slowStart }: Choice): Endpoint {
  const of = Math.floor(draw('key', key) * 0x1_0000_0000)
  let best = ready[0]!
  let highest = -Infinity
  for (const one of ready) {
    const share = (mixed(of ^ one.hash) + 1) / 0x1_0000_0001
    const score = -one.weightAt(now, slowStart) / Math.log(share)
    if (score > highest) {
      highest = score
      best = one
    }
  }
  return best
}

/** The finalizer of MurmurHash3. */
function mixed(hash: number): number {
  let bits = hash ^ (hash >>> 16)
  bits = Math.imul(bits, 0x85ebca6b)
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35)
  return (bits ^ (bits >>> 16)) >>> 0
}
