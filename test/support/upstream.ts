/** A dialler for a test: no environment, no parent, the machine's clock, all of which the test may change. */
import { once } from 'node:events'
import type { Socket } from 'node:net'
import { createDialler, type Dialed, type DialFailure, type DialResult } from '../../src/engine/upstream/dialler.ts'
import { systemClock, type Clock } from '../../src/kit/clock.ts'
import { defaultOptions, type UpstreamOptions } from '../../src/model/options.ts'

type World = { clock?: Clock; env?: Record<string, string>; own?: { host: string; port: number }[] }

export function testDialler(options: Partial<UpstreamOptions> = {}, world: World = {}) {
  const warnings: string[] = []
  const dialler = createDialler(
    { ...defaultOptions.upstream, ...options },
    {
      env: world.env ?? {},
      clock: world.clock ?? systemClock,
      own: () => world.own ?? [],
      warn: (code, message) => warnings.push(`${code}: ${message}`),
    },
  )
  return { ...dialler, warnings }
}

export function opened(result: DialResult): Dialed {
  if (!result.ok) throw new Error(`Expected a connection, got ${JSON.stringify(result.error)}`)
  return result.value
}

export function refused(result: DialResult): DialFailure {
  if (result.ok) {
    result.value.tcp.destroy()
    throw new Error(`Expected a failure, got a connection to ${result.value.address}`)
  }
  return result.error
}

/** Everything the peer sends until it ends. */
export async function readAll(socket: Socket): Promise<string> {
  const chunks: Buffer[] = []
  socket.on('data', (chunk: Buffer) => chunks.push(chunk))
  socket.resume()
  await once(socket, 'end')
  return Buffer.concat(chunks).toString('latin1')
}

/** The next piece the peer sends. */
export async function readOnce(socket: Socket): Promise<string> {
  const [chunk] = (await once(socket, 'data')) as [Buffer]
  return chunk.toString('latin1')
}

/** How many sockets and timers the process has open, to be compared before and after. */
export function openResources(): number {
  return process.getActiveResourcesInfo().filter((name) => /TCP|TLS|Connect|Timeout/.test(name)).length
}

/** Turns the event loop until the condition holds; the test's time limit is the only other end. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve))
}
