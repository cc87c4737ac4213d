/**
 * Every process the benchmark starts: pinned to a core where taskset exists, ended by pid with its own children, and
 * all of them ended when the benchmark ends, whatever the reason.
 */
import { spawn, spawnSync } from 'node:child_process'
import type { ChildProcess, SpawnOptions } from 'node:child_process'
import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { processTree } from './usage.ts'

const alive = new Set<ChildProcess>()

/** 'proxy': a core of its own. 'load': the core of generator and origin. 'anywhere': not pinned. */
export type Place = 'proxy' | 'load' | 'anywhere'

export const canPin = availableParallelism() > 1 && spawnSync('taskset', ['-c', '0,1', 'true']).status === 0

const cores: Record<Exclude<Place, 'anywhere'>, string> = { load: '0', proxy: '1' }

export function startChild(place: Place, command: string, args: string[], options: SpawnOptions): ChildProcess {
  const pinned = canPin && place !== 'anywhere' ? ['taskset', '-c', cores[place]] : []
  const [file = command, ...rest] = [...pinned, command, ...args]
  const child = spawn(file, rest, options)
  alive.add(child)
  child.once('exit', () => alive.delete(child))
  child.once('error', () => alive.delete(child))
  return child
}

/** SIGTERM, then SIGKILL to the whole tree after five seconds. Resolves once the process has gone. */
export async function endChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
  const gone = once(child, 'exit')
  child.kill('SIGTERM')
  const timer = setTimeout(() => killTree(child), 5000)
  await gone
  clearTimeout(timer)
}

/** For the end of the benchmark itself: nothing may survive it, and there is no time to wait. */
export function killAllChildren(): void {
  for (const child of alive) killTree(child)
}

function killTree(child: ChildProcess): void {
  if (child.pid === undefined) return
  for (const pid of processTree(child.pid).reverse()) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // It ended by itself in between.
    }
  }
}
