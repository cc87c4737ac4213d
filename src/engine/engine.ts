/** The engine: listeners in, upstreams out, and between them every protocol on one port. Wires the parts of this folder together. */
import type { Socket } from 'node:net'
import { createArena } from '../kit/arena.ts'
import { type Member, Roster } from '../kit/roster.ts'
import type { Clock } from '../kit/clock.ts'
import type { ConnectionRules } from '../model/connection.ts'
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
import { createDoors } from './doors.ts'
import { createForward } from './forward.ts'
import { type AnswerListener, type Injected, inject } from './inject.ts'
import { refresh } from './refresh.ts'
import { type Listener, leadsTo, listen, normalAddress } from './listen.ts'
import { type RawProxies, createRawProxies } from './raw-proxies.ts'
import { type LeafSource, Secure } from './secure.ts'
import type { Dialler } from './upstream/dialler.ts'
import { Upstreams } from './upstream/upstreams.ts'

export type EngineWorld = {
  clock: Clock
  emit(event: ProxyEvent): void
  leaves: LeafSource
  dialler: Dialler
  /** Puts the interceptors in front of the terminal handler. */
  chain(forward: Handler): Handler
  allows(address: string): boolean
  /** What rules say about connections; undefined = nothing. */
  connections?(): ConnectionRules | undefined
}

export interface Engine {
  readonly listeners: readonly Listener[]
  listen(options: ListenOptions): Promise<Listener>
  /** Starts a TCP proxy, which relays what it does not look at. @throws MiddleboxError port_taken, listen_failed */
  openRaw: RawProxies['open']
  /** The rules have changed: what runs is to meet them. */
  refresh(): void
  /** Sends a request of our own through the chain; the listener hears what comes of it. */
  inject(request: OutgoingRequest, listener: AnswerListener): Injected
  /** Stops accepting; idle connections close, busy ones after their exchange. Resolves when all are gone. */
  drain(): Promise<void>
  /** Ends everything now. */
  close(): void
}

export function createEngine(options: SessionOptions, world: EngineWorld): Engine {
  const listeners: Listener[] = []
  const sockets = new Roster<Member & { socket: Socket }>()
  const doors = createDoors(options.limits, world)
  let drained: (() => void) | undefined

  const core = createCore(options, world)
  const upstreamsOf = (loops: (listener: Listener) => boolean) =>
    new Upstreams({
      core,
      dialler: world.dialler,
      isOwn: (dialed) => listeners.some((one) => loops(one) && leadsTo(one, dialed)),
      openHttp2: async (dialed, key, closed) =>
        (await import('./http2/upstream.ts')).openHttp2Upstream(core, dialed, key, closed),
    })
  // What came to a forward port may go on to a reverse one, from where nothing may come back: connections are not shared.
  const upstreams = upstreamsOf(({ mode }) => mode === 'forward')
  const behind = upstreamsOf(() => true)
  const policy = createTunnelPolicy(options.ignoreHosts, options.allowHosts)
  core.handler = world.chain(createForward({ forward: upstreams, reverse: behind }, policy))
  const to = createDestinations(core, upstreams, new Secure(core, world.leaves), policy)

  const arrive = ({ mode, site }: Pick<ListenOptions, 'mode' | 'site'>, socket: Socket): Arrival => {
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
    return { mode, client, local: new LocalEnd(socket), scheme: 'http', ...(site !== undefined && { site }) }
  }
  const rawProxies = createRawProxies({ core, doors, arrive: (socket) => arrive({ mode: 'forward' }, socket) })
  const connection = (at: ListenOptions) => (socket: Socket) => void new Arriving(core, socket, arrive(at, socket), to)

  const close = (): void => {
    core.stopping = true
    for (const one of listeners) one.close()
    rawProxies.close()
    for (const one of [...core.live]) one.cutShort()
    for (const { socket } of sockets) socket.destroy()
    upstreams.close()
    behind.close()
    core.deadlines.stop()
    core.deadlines.close()
  }

  return {
    listeners,
    async listen(at) {
      const listener = await listen(at, { ...doors, connection: connection(at) })
      listeners.push(listener)
      world.emit({ type: 'listening', at: world.clock.now(), mode: at.mode, host: listener.host, port: listener.port })
      return listener
    },
    openRaw: rawProxies.open,
    refresh: () => refresh(core),
    inject: (request, listener) => inject(core, request, listener),
    drain() {
      core.stopping = true
      for (const one of listeners) one.close()
      rawProxies.stop()
      core.deadlines.stop()
      return sockets.size === 0 ? Promise.resolve() : new Promise((resolve) => (drained = resolve))
    },
    close,
  }
}

function createCore({ limits, framing, history }: SessionOptions, world: EngineWorld): Core {
  let count = 0
  return {
    handler: () => {
      throw new Error('the chain is not composed yet')
    },
    emit: world.emit,
    clock: world.clock,
    limits,
    tolerant: framing === 'tolerant',
    arena: createArena(),
    maxBody: history.maxBody,
    deadlines: new Deadlines(world.clock),
    nextId: () => String(++count),
    live: new Roster(),
    stopping: false,
    connections: () => world.connections?.(),
    links: new Set(),
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
