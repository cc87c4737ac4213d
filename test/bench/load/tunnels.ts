/**
 * Opens tunnels step by step, uses all of them at once so that each has a live upstream of its own, lets them idle,
 * and reads what the proxy's memory has become.
 */
import { once } from 'node:events'
import type { Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { openConnection, requestBytes } from './connection.ts'
import { readUsage } from '../usage.ts'
import type { Target, TunnelsResult } from './job.ts'

/** Long enough for a collector to run, far below the time after which idle upstreams may be closed. */
const settleMs = 2000
const warmTunnels = 100
/** More at once would measure the accept queue. */
const openAtOnce = 16

export async function runTunnels(job: { target: Target; steps: number[]; pid: number }): Promise<TunnelsResult> {
  const warm: Socket[] = []
  const held: Socket[] = []
  try {
    await openUntil(warm, warmTunnels, job.target)
    await use(warm, job.target)
    for (const socket of warm) socket.destroy()
    await wait(settleMs)
    const resident = [readUsage(job.pid).resident]
    for (const step of job.steps) {
      await openUntil(held, step, job.target)
      await use(held, job.target)
      await wait(settleMs)
      if (held.some((socket) => socket.destroyed)) throw new Error('Expected idle tunnels to stay open, but one closed')
      resident.push(readUsage(job.pid).resident)
    }
    return { resident }
  } finally {
    for (const socket of [...warm, ...held]) socket.destroy()
  }
}

async function openUntil(sockets: Socket[], count: number, target: Target): Promise<void> {
  while (sockets.length < count) {
    const missing = Math.min(openAtOnce, count - sockets.length)
    sockets.push(...(await Promise.all(Array.from({ length: missing }, () => openConnection(target)))))
  }
}

/** An intercepted tunnel sends a request the origin answers only when all have arrived; an opaque one is echoed. */
async function use(sockets: Socket[], target: Target): Promise<void> {
  const bytes = target.tls ? requestBytes(target, `/barrier/${sockets.length}`) : Buffer.from('\u0000opaque')
  const answers = sockets.map(async (socket) => {
    socket.write(bytes)
    await once(socket, 'data', { signal: AbortSignal.timeout(30_000) })
  })
  await Promise.all(answers)
}
