/** The facts without which the numbers say nothing: machine, kernel, runtime, peers. */
import { availableParallelism, cpus, loadavg, release, totalmem } from 'node:os'
import { canPin } from './children.ts'
import type { Peer } from './peers/peer.ts'
import { table } from './report.ts'

export function machineFacts(): Record<string, string> {
  return {
    cpu: `${cpus()[0]?.model.trim() ?? 'unknown'}, ${availableParallelism()} available`,
    memory: `${Math.round(totalmem() / 1024 ** 3)} GB`,
    kernel: `${process.platform} ${release()}`,
    node: process.version,
    load: `${loadavg()[0]?.toFixed(2)} at the start`,
    pinning: canPin ? 'proxies on core 1, generator and origin on core 0' : 'none (no taskset, or one core)',
  }
}

export function machineReport(
  facts: Record<string, string>,
  here: readonly Peer[],
  gone: readonly [Peer, string][],
): string {
  const lines = [...Object.entries(facts), ...here.map((peer) => [peer.name, peer.about()])]
  const skipped = gone.map(([peer, reason]) => [peer.name, `skipped: ${reason}`])
  return table([...lines, ...skipped])
}
