/** One row of the benchmark: what it asks of every peer, and which numbers it prints. */
import type { Bench } from '../bench.ts'
import type { Target } from '../load/job.ts'
import type { Ability, Peer, Running } from '../peers/peer.ts'

/** One measurement of one peer, by column key. */
export type Sample = Record<string, number>

export type Column = {
  key: string
  title: string
  digits: number
  /** Also printed as a ratio against the bare proxy, round by round. */
  ratio?: boolean
  /** The best (lowest) of the rounds instead of their median: for start-up, where noise only ever adds. */
  best?: boolean
}

/** How long and how often; the short form has less of everything. */
export type Pace = {
  warmMs: number
  measureMs: number
  /** 0: latency is not measured. */
  latencyMs: number
  downloadBytes: number
  /** `performance.now()` after which no further round begins. */
  deadline: number
}

export type Row = {
  name: string
  title: string
  /** One sentence: what is done, so that the numbers can be judged. */
  what: string
  ability: Ability
  columns: readonly Column[]
  /** Rounds when not the usual number. */
  rounds?: number
  /** Part of the short form, with this many rounds. */
  shortRounds?: number
  /** Only these peers, where the others have nothing to compare. */
  only?: readonly string[]
  /** Why it cannot be measured here; undefined when it can. */
  missing?(): string | undefined
  sample(bench: Bench, peer: Peer, pace: Pace): Promise<Sample>
}

export const megabyte = 1024 * 1024

/** Starts the peer, measures, and ends it again: every sample has a process of its own. */
export async function withPeer<T>(bench: Bench, peer: Peer, ability: Ability, use: (running: Running) => Promise<T>) {
  const running = await peer.start(bench, ability === 'reverse' ? 'reverse' : 'forward')
  try {
    return await use(running)
  } finally {
    await running.close()
  }
}

/** Where to send requests so that they pass this running peer. */
export function through(bench: Bench, ability: Ability, running: Running, host: string): Target {
  const { port, ca } = running
  if (ability === 'mitm') return { via: 'connect', port, host, originPort: bench.origin.https, tls: true, ca }
  if (ability === 'opaque') return { via: 'connect', port, host, originPort: bench.origin.echo, tls: false }
  return { via: ability === 'reverse' ? 'direct' : 'absolute', port, host, originPort: bench.origin.http, tls: false }
}

/** The same without any proxy. */
export function withoutProxy({ origin, certificates }: Bench, tls: boolean, host: string): Target {
  const port = tls ? origin.https : origin.http
  return { via: 'direct', port, host, originPort: port, tls, ...(tls ? { ca: certificates.ca } : {}) }
}
