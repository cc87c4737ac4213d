/**
 * What a run has in common: a temporary directory, certificates, the origin and the load generator in processes of
 * their own. Closing it ends and deletes all of it.
 */
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { makeCertificates } from './certificates.ts'
import type { Certificates } from './certificates.ts'
import { endChild, startChild } from './children.ts'
import type { Job, JobResult } from './load/job.ts'
import type { OriginPorts } from './origin/origin.ts'

/** The one host of every intercepted row but the first visits. No DNS knows it: each peer is told its address. */
export const originHost = 'www.origin.test'

/** Distinct domains, so that no wildcard certificate covers two of them. */
export const visitHosts = (kind: string, count: number) =>
  Array.from({ length: count }, (_, n) => `www.${kind}-${n}.test`)
export const warmHosts = visitHosts('warm', 10)
export const newHosts = visitHosts('new', 50)

/** No job takes longer than this, or something hangs. */
const jobTimeout = 180_000

export type Bench = {
  directory: string
  certificates: Certificates
  /** Paths of the same as PEM files; `pair` is leaf and key in one file. */
  files: { ca: string; leaf: string; leafKey: string; pair: string }
  origin: OriginPorts
  run<J extends Job>(job: J): Promise<JobResult[J['kind']]>
  close(): Promise<void>
}

export async function openBench(): Promise<Bench> {
  const directory = mkdtempSync(join(tmpdir(), 'middlebox-bench-'))
  process.once('exit', () => rmSync(directory, { recursive: true, force: true }))
  const certificates = makeCertificates([originHost, ...warmHosts, ...newHosts])
  const originProcess = startProgram('./origin/origin.ts')
  originProcess.send(certificates)
  const [origin] = (await once(originProcess, 'message')) as [OriginPorts]
  let generator = startProgram('./load/generator.ts')
  return {
    directory,
    certificates,
    files: writeCertificates(directory, certificates),
    origin,
    run: async (job) => {
      if (!generator.connected) generator = startProgram('./load/generator.ts')
      return await runJob(generator, job)
    },
    close: async () => {
      await Promise.all([endChild(generator), endChild(originProcess)])
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

function startProgram(path: string): ChildProcess {
  return startChild('load', process.execPath, [fileURLToPath(import.meta.resolve(path))], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
}

/** A generator whose job failed or hung is ended: its leftovers must not load the next sample. */
async function runJob<J extends Job>(generator: ChildProcess, job: J): Promise<JobResult[J['kind']]> {
  generator.send(job)
  try {
    const [answer] = await once(generator, 'message', { signal: AbortSignal.timeout(jobTimeout) })
    if (answer.error !== undefined) throw new Error(answer.error)
    return answer.result
  } catch (error) {
    await endChild(generator)
    throw error
  }
}

function writeCertificates(directory: string, { ca, leaf, leafKey }: Certificates): Bench['files'] {
  const write = (name: string, content: string) => {
    const path = join(directory, name)
    // Not 0600: nginx, HAProxy and Squid drop their rights when they are started as root.
    writeFileSync(path, content)
    return path
  }
  return {
    ca: write('ca.pem', ca),
    leaf: write('leaf.pem', leaf),
    leafKey: write('leaf.key', leafKey),
    pair: write('pair.pem', leaf + leafKey),
  }
}
