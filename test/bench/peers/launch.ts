/** Starting a peer and knowing when it listens: either it prints a line with its port, or its port is tried. */
import type { ChildProcess } from 'node:child_process'
import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createServer, connect } from 'node:net'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { endChild, startChild } from '../children.ts'
import type { Place } from '../children.ts'
import type { Running } from './peer.ts'

const startTimeout = 20_000

export type Launch = {
  command: string
  args: string[]
  environment?: NodeJS.ProcessEnv
  place?: Place
}

/** For a peer that prints its port: `portIn` finds it in what was printed so far. */
export async function launchPrinting(launch: Launch, portIn: (text: string) => number | undefined): Promise<Running> {
  const startedAt = performance.now()
  const { child, output } = start(launch)
  for (let port: number | undefined; ;) {
    port = portIn(output())
    if (port !== undefined) return running(child, port, performance.now() - startedAt)
    if (performance.now() - startedAt > startTimeout || child.exitCode !== null) await giveUp(child, output)
    await Promise.race([
      once(child.stdout ?? child, 'data'),
      once(child, 'exit'),
      wait(startTimeout, undefined, { ref: false }),
    ])
  }
}

/** For a peer that must be given its port. */
export async function launchOn(port: number, launch: Launch): Promise<Running> {
  const startedAt = performance.now()
  const { child, output } = start(launch)
  while (!(await accepts(port))) {
    if (performance.now() - startedAt > startTimeout || child.exitCode !== null) await giveUp(child, output)
    await wait(5)
  }
  return running(child, port, performance.now() - startedAt)
}

/** One of our own programs under programs/, which print `listening PORT`. */
export function launchProgram(path: string, args: string[], place: Place = 'proxy'): Promise<Running> {
  const [names, program] = ['../programs/static-names.mjs', path].map((file) =>
    fileURLToPath(import.meta.resolve(file)),
  )
  const nodeArgs = ['--import', names ?? '', program ?? '', ...args]
  return launchPrinting({ command: process.execPath, args: nodeArgs, place }, (text) => {
    const match = /^listening (\d+)$/m.exec(text)
    return match === null ? undefined : Number(match[1])
  })
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

/** The first line that `command args` prints, on either stream; undefined when there is no such command. */
export function versionOf(command: string, ...args: string[]): string | undefined {
  const { error, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', timeout: 20_000 })
  return error === undefined ? (stdout + stderr).trim().split('\n')[0] : undefined
}

function start({ command, args, environment, place = 'proxy' }: Launch): { child: ChildProcess; output: () => string } {
  const child = startChild(place, command, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
  })
  let text = ''
  // Kept short, but always read: a peer that logs must not block on a full pipe.
  const keep = (chunk: Buffer) => {
    if (text.length < 20_000) text += chunk.toString()
  }
  child.stdout?.on('data', keep)
  child.stderr?.on('data', keep)
  return { child, output: () => text }
}

function running(child: ChildProcess, port: number, listeningMs: number): Running {
  return { pid: child.pid ?? 0, port, ca: '', listeningMs, close: () => endChild(child) }
}

async function giveUp(child: ChildProcess, output: () => string): Promise<never> {
  const got = child.exitCode === null ? '' : `exit code ${child.exitCode} and `
  await endChild(child)
  throw new Error(`Expected it to listen within ${startTimeout / 1000} s, got ${got}this:\n${output().slice(-2000)}`)
}

async function accepts(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1')
  try {
    await once(socket, 'connect')
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}
