/** A TCP proxy: dials for every connection as it is accepted, and relays raw bytes both ways through stages, whatever they say. */
import type { Socket } from 'node:net'
import type { Traffic } from '../model/tcp-proxy.ts'
import type { Arrival, Core } from './core.ts'
import type { Doors } from './doors.ts'
import { type Listener, leadsTo, listen } from './listen.ts'
import { RawLink, type RawLinkOptions } from './raw-link.ts'
import type { DialFailure, Dialed, Dialler } from './upstream/dialler.ts'

export type RawProxyOptions = RawLinkOptions & {
  host: string
  /** 0 = any free port. */
  port: number
  dialler: Dialler
}

export interface RawProxy {
  /** What `host` was found to be. */
  readonly address: string
  readonly port: number
  traffic(): Traffic
  /** Stops accepting. */
  stop(): void
  /** Stops accepting and ends all connections. */
  close(): void
}

export type RawProxyWorld = {
  core: Core
  doors: Doors
  /** Describes the client, and keeps its socket until it closes. */
  arrive(socket: Socket): Arrival
}

/** Throws port_taken or listen_failed. */
export async function openRawProxy(options: RawProxyOptions, world: RawProxyWorld): Promise<RawProxy> {
  const running = new Set<RawLink>()
  const past = noTraffic()
  const accept = async (client: Socket): Promise<void> => {
    const arrival = { ...world.arrive(client), authority: options.upstream }
    const link = new RawLink(world.core, client, arrival, options)
    running.add(link)
    await link.run((signal) => dial(options, listener, signal))
    running.delete(link)
    link.addTraffic(past)
  }
  const at = { mode: 'forward', host: options.host, port: options.port } as const
  const listener: Listener = await listen(at, { ...world.doors, connection: (socket) => void accept(socket) })
  return {
    address: listener.address,
    port: listener.port,
    traffic() {
      const sum = structuredClone(past)
      for (const link of running) link.addTraffic(sum)
      return sum
    },
    stop: () => listener.close(),
    close() {
      listener.close()
      for (const link of running) link.close()
    },
  }
}

async function dial(
  { dialler, upstream }: RawProxyOptions,
  listener: Listener,
  signal: AbortSignal | undefined,
): Promise<{ dialed: Dialed } | { error: DialFailure }> {
  const result = await dialler.dial({ scheme: 'http', ...upstream, alpn: [], tunnel: true }, signal)
  if (!result.ok) return { error: result.error }
  const { value: dialed } = result
  if (!leadsTo(listener, dialed)) return { dialed }
  dialed.socket.destroy()
  const { address, port, timings, attempts } = dialed
  const message = `${address} port ${port} is this proxy itself`
  return { error: { failure: { code: 'loop_detected', message, leg: 'middlebox' }, timings, attempts } }
}

function noTraffic(): Traffic {
  return { upstream: { received: 0, sent: 0 }, downstream: { received: 0, sent: 0 } }
}
