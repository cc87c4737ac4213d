/**
 * Runs one row: rounds in which every peer is measured once, one after the other, so that whatever disturbs the
 * machine disturbs all of them. A peer that fails is reported with its reason and does not stop the others.
 */
import type { Bench } from './bench.ts'
import { watchNeighbours } from './disturbance.ts'
import { median } from './statistics.ts'
import type { Peer } from './peers/peer.ts'
import type { Column, Pace, Row, Sample } from './rows/row.ts'

export type PeerResult = { peer: string; samples: Sample[]; failed?: string }
/** `neighbours`: the share of the machine that processes not ours used meanwhile. */
export type RowResult = { row: Row; peers: PeerResult[]; neighbours: number }

/** Rounds of the peers that only give context; the pair of Middlebox and the bare proxy has more. */
const contextRounds = 3
const pair = new Set(['middlebox', 'bare'])

export async function runRow(
  bench: Bench,
  row: Row,
  peers: readonly Peer[],
  rounds: number,
  pace: Pace,
): Promise<RowResult> {
  const taking = peers.filter(
    ({ name, abilities }) => abilities.includes(row.ability) && (row.only?.includes(name) ?? true),
  )
  const results = taking.map((peer): PeerResult => ({ peer: peer.name, samples: [] }))
  const neighbours = watchNeighbours()
  for (let round = 0; round < rounds; round++) {
    // Every row has a first round; more of them only while there is time.
    if (round > 0 && performance.now() > pace.deadline) break
    for (const [index, peer] of taking.entries()) {
      const result = results[index]
      if (result === undefined || result.failed !== undefined) continue
      if (round >= contextRounds && !pair.has(peer.name)) continue
      try {
        result.samples.push(await row.sample(bench, peer, pace))
      } catch (error) {
        result.failed = error instanceof Error ? error.message : String(error)
      }
    }
  }
  return { row, peers: results, neighbours: neighbours() }
}

export function valueOf({ samples }: PeerResult, { key, best }: Column): number {
  const values = samples.map((sample) => sample[key] ?? Number.NaN)
  return best === true ? Math.min(...values) : median(values)
}

/** Against the bare proxy: the median of the rounds' own ratios, or the ratio of the bests. NaN without a baseline. */
export function ratioOf(result: RowResult, peer: PeerResult, column: Column): number {
  const base = result.peers.find((other) => other.peer === 'bare')
  if (base === undefined) return Number.NaN
  if (column.best === true) return valueOf(peer, column) / valueOf(base, column)
  const ratios = peer.samples.map(
    ({ [column.key]: value = Number.NaN }, round) => value / (base.samples[round]?.[column.key] ?? Number.NaN),
  )
  return median(ratios)
}
