/** How much of the machine others used meanwhile: a busy neighbour moves every number, and the reader must know. */
import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { ticksPerSecond, treeCpu } from './usage.ts'

/** Starts watching; the returned function gives the share (0 to 1) of all cores that was used by processes not ours. */
export function watchNeighbours(): () => number {
  const startedAt = performance.now()
  const before = othersCpu()
  return () => {
    const capacity = ((performance.now() - startedAt) / 1000) * availableParallelism()
    return Math.max(0, (othersCpu() - before) / capacity)
  }
}

function othersCpu(): number {
  // proc_stat(5): user, nice, system, idle, iowait, irq, softirq, steal; guests are within user.
  const [, user, nice, system, , , irq, softirq, steal] = readFileSync('/proc/stat', 'latin1')
    .split(/\s+/, 9)
    .map(Number)
  const busy = [user, nice, system, irq, softirq, steal].reduce<number>((sum, ticks) => sum + (ticks ?? 0), 0)
  return busy / ticksPerSecond - treeCpu(process.pid)
}
