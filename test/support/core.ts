/** What the engine's parts share, for tests of one part: a clock that moves when told, every event kept, sockets in pairs. */
import { Roster } from '../../src/kit/roster.ts'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import type { Arrival, Core } from '../../src/engine/core.ts'
import { Deadlines } from '../../src/engine/deadlines.ts'
import { LiveExchange } from '../../src/engine/live-exchange.ts'
import { createArena } from '../../src/kit/arena.ts'
import { createFakeClock } from '../../src/kit/clock.ts'
import type { ProxyEvent } from '../../src/model/event.ts'
import type { RequestHead, ResponseHead } from '../../src/model/message.ts'
import { defaultOptions } from '../../src/model/options.ts'
import { type RawConnection, rawConnection } from './raw.ts'

type EventOf<T extends ProxyEvent['type']> = Extract<ProxyEvent, { type: T }>

export type TestCore = Core & {
  clock: ReturnType<typeof createFakeClock>
  events: ProxyEvent[]
  /** Events of one type, in order. */
  of<T extends ProxyEvent['type']>(type: T): EventOf<T>[]
}

/** A core with the default limits whose chain answers 404 unless told otherwise. */
export function testCore(change: Partial<Core> = {}): TestCore {
  const clock = createFakeClock()
  const events: ProxyEvent[] = []
  let count = 0
  return {
    handler: () => {
      throw new Error('this test has no chain')
    },
    emit: (event) => void events.push(event),
    limits: defaultOptions.limits,
    tolerant: false,
    arena: createArena(),
    maxBody: 1024,
    deadlines: new Deadlines(clock),
    nextId: () => String(++count),
    live: new Roster(),
    stopping: false,
    ...change,
    clock,
    events,
    of: <T extends ProxyEvent['type']>(type: T) => events.filter((event): event is EventOf<T> => event.type === type),
  }
}

export function arrivalOf(change: Partial<Arrival> = {}): Arrival {
  return {
    mode: 'forward',
    client: { address: '127.0.0.1', port: 50_000, protocol: 'http/1.1' },
    local: { address: '127.0.0.1', port: 8080 },
    scheme: 'http',
    ...change,
  }
}

/** A running exchange; 1xx heads sent to its client are kept in `interims`. */
export function exchangeOf(core: Core, kind: LiveExchange['kind'] = 'http', change: Partial<RequestHead> = {}) {
  const interims: ResponseHead[] = []
  const head: RequestHead = {
    method: 'GET',
    target: 'http://a.test/',
    version: '1.1',
    fields: ['Host', 'a.test'],
    ...change,
  }
  const { client } = arrivalOf()
  const port = { interim: (interim: ResponseHead) => void interims.push(interim) }
  const exchange = new LiveExchange(core, port, { mode: 'forward', client, kind, head, url: head.target })
  return { exchange, interims }
}

export type SocketPair = {
  near: Socket
  far: RawConnection & { socket: Socket }
  [Symbol.asyncDispose](): Promise<void>
}

/** Two ends of a TCP connection: ours, not flowing, and the peer's. */
export async function socketPair(): Promise<SocketPair> {
  const server = createServer({ allowHalfOpen: true, pauseOnConnect: true })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const accepted = new Promise<Socket>((resolve) => server.once('connection', resolve))
  const socket = connect({ port: (server.address() as AddressInfo).port, host: '127.0.0.1', allowHalfOpen: true })
  const far = rawConnection(socket) as SocketPair['far']
  const near = await accepted
  near.on('error', () => {})
  return {
    near,
    far,
    async [Symbol.asyncDispose]() {
      near.destroy()
      far.close()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

/** Turns the event loop until the condition holds; the test's time limit is the only other end. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve))
}
