/** First visits to hosts one after the other, each followed by a second visit on a new connection to compare with. */
import { once } from 'node:events'
import { createAnswerReader } from './answers.ts'
import { openConnection, requestBytes } from './connection.ts'
import type { Target, VisitsResult } from './job.ts'
import { body } from '../origin/body.ts'

export async function runVisits(job: { target: Target; warmHosts: string[]; hosts: string[] }): Promise<VisitsResult> {
  // A proxy's code is cold at first; what is asked here is the cost of a new host, not of a new process.
  for (const host of job.warmHosts) for (let time = 0; time < 3; time++) await visit({ ...job.target, host })
  const first: number[] = []
  const known: number[] = []
  for (const host of job.hosts) {
    first.push(await visit({ ...job.target, host }))
    known.push(await visit({ ...job.target, host }))
  }
  return { first, known }
}

/** Milliseconds from the connect to the end of the answer. */
async function visit(target: Target): Promise<number> {
  const startedAt = performance.now()
  const socket = await openConnection(target)
  await new Promise<void>((resolve, reject) => {
    socket.on('data', createAnswerReader(body.length, resolve))
    socket.on('error', reject)
    socket.on('close', () => reject(new Error(`Expected an answer from ${target.host}, got the end of the connection`)))
    socket.write(requestBytes(target, '/small'))
  })
  const elapsed = performance.now() - startedAt
  socket.end()
  await once(socket, 'close').catch(() => undefined)
  return elapsed
}
