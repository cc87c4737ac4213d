/** The speed Middlebox must reach, as data: capture on, in one run with the bare proxy that captures nothing. */
import { ratioOf, valueOf } from './sampling.ts'
import type { RowResult } from './sampling.ts'

export type Floor = { row: string; column: string; ratio?: boolean; atMost: number }
/** `near`: over the floor, but not by more than the slack allows. */
export type FloorResult = Floor & { got: number; state: 'held' | 'near' | 'missed' }

export const floors: readonly Floor[] = [
  { row: 'forward', column: 'cpu', ratio: true, atMost: 0.65 },
  { row: 'mitm', column: 'cpu', ratio: true, atMost: 0.8 },
  { row: 'new-tls', column: 'cpu', ratio: true, atMost: 0.9 },
  { row: 'first-visit', column: 'added', atMost: 5 },
  { row: 'download', column: 'cpu', ratio: true, atMost: 1.1 },
  { row: 'download-mitm', column: 'cpu', ratio: true, atMost: 1.1 },
  { row: 'websocket', column: 'cpu', ratio: true, atMost: 1.1 },
  { row: 'websocket-mitm', column: 'cpu', ratio: true, atMost: 1.1 },
  { row: 'reverse', column: 'cpu', ratio: true, atMost: 0.8 },
  { row: 'balance', column: 'growth', atMost: 1.05 },
  { row: 'rules', column: 'growth', atMost: 1.25 },
  // 10,000 a second on a core.
  { row: 'mock', column: 'cpu', atMost: 0.1 },
  { row: 'throttle', column: 'off', atMost: 0.05 },
  // 200 to 205 ms.
  { row: 'latency', column: 'p50', atMost: 205 },
  { row: 'latency', column: 'early', atMost: 0 },
  { row: 'flatness', column: 'peak', atMost: 400 },
  // Flat within what a collector's timing moves a reading.
  { row: 'flatness', column: 'growth', atMost: 1.15 },
  { row: 'idle-opaque', column: 'each', atMost: 30 },
  { row: 'idle-intercepted', column: 'each', atMost: 180 },
  { row: 'version', column: 'ms', atMost: 80 },
  { row: 'listening', column: 'ms', atMost: 250 },
  // At 2,000 requests a second: % of a core.
  { row: 'tui', column: 'added', atMost: 30 },
  // 85 % of what is possible without a screen.
  { row: 'tui', column: 'lost', atMost: 0.15 },
  { row: 'tui-keys', column: 'p95', atMost: 50 },
  { row: 'tui-start', column: 'ms', atMost: 600 },
  { row: 'tui-filter', column: 'ms', atMost: 100 },
  { row: 'tui-json', column: 'ms', atMost: 300 },
  // What a collection of garbage takes by itself.
  { row: 'tui-json', column: 'longest', atMost: 50 },
  // Flat as above.
  { row: 'tui-memory', column: 'growth', atMost: 1.15 },
]

/** Above this share of the machine used by others, a shared machine's numbers say little. */
const disturbed = 0.2

/**
 * `slack` multiplies every floor; more than 1 means a machine that is not quiet, and then a row that was disturbed has
 * twice of it. A row in which Middlebox has no number has missed its floor.
 */
export function checkFloors(results: readonly RowResult[], slack: number): FloorResult[] {
  return floors.flatMap((floor) => {
    const result = results.find(({ row }) => row.name === floor.row)
    if (result === undefined) return []
    const got = measured(result, floor)
    const allowed = slack > 1 && result.neighbours > disturbed ? slack * 2 : slack
    const state = got <= floor.atMost ? 'held' : got <= floor.atMost * allowed ? 'near' : 'missed'
    return [{ ...floor, got, state }]
  })
}

function measured(result: RowResult, { column, ratio }: Floor): number {
  const peer = result.peers.find(({ peer }) => peer === 'middlebox')
  const found = result.row.columns.find(({ key }) => key === column)
  if (peer === undefined || found === undefined) return Number.NaN
  return ratio === true ? ratioOf(result, peer, found) : valueOf(peer, found)
}
