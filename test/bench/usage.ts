/**
 * CPU time and memory of a process and its children, read from /proc: what the kernel accounts, not what a process
 * says of itself. A peer with workers (nginx) is the sum of its tree.
 */
import { readFileSync, readdirSync } from 'node:fs'

/** Linux reports utime and stime in units of USER_HZ, which is 100 on every architecture Node runs on. */
export const ticksPerSecond = 100

export type Usage = {
  /** Seconds of user and system time since the process began. */
  cpu: number
  /** Bytes resident now (VmRSS). */
  resident: number
  /** Most bytes ever resident (VmHWM). */
  peak: number
}

/** The process and all its descendants that are alive now. */
export function processTree(pid: number): number[] {
  const found = [pid]
  for (const parent of found) found.push(...childrenOf(parent))
  return found
}

/** The sum over the process tree. Throws when the process itself has gone: a dead proxy has no result. */
export function readUsage(pid: number): Usage {
  const total: Usage = { cpu: 0, resident: 0, peak: 0 }
  for (const member of processTree(pid)) {
    try {
      total.cpu += cpuSeconds(member)
      const status = readFileSync(`/proc/${member}/status`, 'latin1')
      total.resident += kibibytes(status, 'VmRSS')
      total.peak += kibibytes(status, 'VmHWM')
    } catch (error) {
      if (member === pid) throw new Error(`Expected process ${pid} to be running, but it has ended`, { cause: error })
    }
  }
  return total
}

/** Seconds of CPU time of the process tree and of its children that have ended and were waited for. */
export function treeCpu(pid: number): number {
  return processTree(pid).reduce((sum, member) => {
    try {
      return sum + tickedSeconds(member, 4)
    } catch {
      return sum
    }
  }, 0)
}

/**
 * Seconds of CPU time of one process: in nanoseconds by its threads that run, where the kernel keeps account of them, since
 * ticks of 10 ms are a tenth of a short turn.
 */
function cpuSeconds(pid: number): number {
  try {
    return (
      threadsOf(pid).reduce((sum, task) => {
        // Documentation/scheduler/sched-stats.rst: the first field is the time spent on the CPU, ns.
        return sum + Number(/^\d+/.exec(readFileSync(`/proc/${pid}/task/${task}/schedstat`, 'latin1'))![0])
      }, 0) / 1e9
    )
  } catch {
    return tickedSeconds(pid, 2)
  }
}

/** `count` 2 is the process alone; 4 adds its ended children. */
function tickedSeconds(pid: number, count: 2 | 4): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
  // proc(5): the second field is the command in parentheses and may hold spaces; utime and stime are fields 14 and 15, followed by
  // the same two of ended children.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return fields.slice(11, 11 + count).reduce((sum, ticks) => sum + Number(ticks), 0) / ticksPerSecond
}

function kibibytes(status: string, name: string): number {
  const match = new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)
  return Number(match?.[1] ?? 0) * 1024
}

function childrenOf(pid: number): number[] {
  try {
    return threadsOf(pid).flatMap((task) =>
      readFileSync(`/proc/${pid}/task/${task}/children`, 'latin1').split(' ').filter(Boolean).map(Number),
    )
  } catch {
    return []
  }
}

function threadsOf(pid: number): string[] {
  return readdirSync(`/proc/${pid}/task`)
}
