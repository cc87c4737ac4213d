/** The engine: listeners in, upstreams out, and between them every protocol on one port. Wires the parts of this folder together. */
import type { Socket } from 'node:net'
import { createArena } from '../kit/arena.ts'
import { type Member, Roster } from '../kit/roster.ts'
import type { Clock } from '../kit/clock.ts'
import type { Handler } from '../model/contract.ts'
import type { ClientInfo } from '../model/exchange.ts'
import type { ProxyEvent } from '../model/event.ts'
import type { ListenOptions, SessionOptions } from '../model/options.ts'
import type { OutgoingRequest } from '../model/outgoing.ts'
import { Arriving } from './arrive.ts'
import { createTunnelPolicy } from './connect.ts'
import type { Arrival, Core } from './core.ts'
import { Deadlines } from './deadlines.ts'
import { createDestinations } from './destinations.ts'
import { createForward } from './forward.ts'
import { type AnswerListener, type Injected, inject } from './inject.ts'
import { type Listener, leadsTo, listen, normalAddress } from './listen.ts'
import { type LeafSource, Secure } from './secure.ts'
import type { Dialed, Dialler } from './upstream/dialler.ts'
import { Upstreams } from './upstream/upstreams.ts'

export type EngineWorld = {
  clock: Clock
  emit(event: ProxyEvent): void
  leaves: LeafSource
  dialler: Dialler
  /** Puts the interceptors in front of the terminal handler. */
  chain(forward: Handler): Handler
  allows(address: string): boolean
}

export interface Engine {
  readonly listeners: readonly Listener[]
  listen(options: ListenOptions): Promise<Listener>
  /** Sends a request of our own through the chain; the listener hears what comes of it. */
  inject(request: OutgoingRequest, listener: AnswerListener): Injected
  /** Stops accepting; idle connections close, busy ones after their exchange. Resolves when all are gone. */
  drain(): Promise<void>
  /** Ends everything now. */
  close(): void
}

/** ms between two warnings of connections that could not be accepted: without files there are thousands a second. */
const quietTime = 10_000

export function createEngine(options: SessionOptions, world: EngineWorld): Engine {
  const listeners: Listener[] = []
  const sockets = new Roster<Member & { socket: Socket }>()
  let count = 0
  let quietUntil = 0
  let drained: (() => void) | undefined

  const core: Core = {
    handler: () => {
      throw new Error('the chain is not composed yet')
    },
    emit: world.emit,
    clock: world.clock,
    limits: options.limits,
    tolerant: options.framing === 'tolerant',
    arena: createArena(),
    maxBody: options.history.maxBody,
    deadlines: new Deadlines(world.clock),
    nextId: () => String(++count),
    live: new Roster(),
    stopping: false,
  }
  const isOwn = (dialed: Dialed): boolean => listeners.some((one) => leadsTo(one, dialed))
  const upstreams = new Upstreams({
    core,
    dialler: world.dialler,
    isOwn,
    openHttp2: async (dialed, key, closed) =>
      (await import('./http2/upstream.ts')).openHttp2Upstream(core, dialed, key, closed),
  })
  const policy = createTunnelPolicy(options.ignoreHosts, options.allowHosts)
  core.handler = world.chain(createForward(upstreams, policy))
  const to = createDestinations(core, upstreams, new Secure(core, world.leaves), policy)

  const connection = (mode: ListenOptions['mode']) => (socket: Socket) => {
    const connected = { socket, slot: -1 }
    sockets.add(connected)
    // Between two owners a socket has no other listener, and a reset must not end the program.
    socket.on('error', () => {})
    socket.once('close', () => {
      sockets.delete(connected)
      if (sockets.size === 0) drained?.()
    })
    const client: ClientInfo = {
      address: normalAddress(socket.remoteAddress) ?? '',
      port: socket.remotePort ?? 0,
      protocol: 'http/1.1',
    }
    const arrival: Arrival = { mode, client, local: new LocalEnd(socket), scheme: 'http' }
    new Arriving(core, socket, arrival, to)
  }

  const close = (): void => {
    core.stopping = true
    for (const one of listeners) one.close()
    for (const one of [...core.live]) one.cutShort()
    for (const { socket } of sockets) socket.destroy()
    upstreams.close()
    core.deadlines.close()
  }

  return {
    listeners,
    async listen(at) {
      const listener = await listen(at, {
        allows: world.allows,
        maxConnections: options.limits.connections,
        connection: connection(at.mode),
        failed: (message) => {
          const now = world.clock.now()
          if (now < quietUntil) return
          quietUntil = now + quietTime
          world.emit({ type: 'warning', at: now, code: 'too_many_connections', message })
        },
        refused: (address, why) =>
          world.emit({
            type: 'warning',
            at: world.clock.now(),
            code: why === 'address' ? 'client_refused' : 'too_many_connections',
            message:
              why === 'address'
                ? `a client from the public address ${address} was refused: --allow-clients ${address} lets it in`
                : `a connection from ${address} was refused: ${options.limits.connections} are open`,
          }),
      })
      listeners.push(listener)
      world.emit({ type: 'listening', at: world.clock.now(), mode: at.mode, host: listener.host, port: listener.port })
      return listener
    },
    inject: (request, listener) => inject(core, request, listener),
    drain() {
      core.stopping = true
      for (const one of listeners) one.close()
      core.deadlines.stop()
      return sockets.size === 0 ? Promise.resolve() : new Promise((resolve) => (drained = resolve))
    },
    close,
  }
}

/** Our end of a connection, asked of the system only by the few who want it. */
class LocalEnd {
  readonly #socket: Socket

  constructor(socket: Socket) {
    this.#socket = socket
  }

  get address(): string {
    return normalAddress(this.#socket.localAddress) ?? ''
  }

  get port(): number {
    return this.#socket.localPort ?? 0
  }
}
