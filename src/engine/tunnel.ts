/** Opaque tunnels: bytes passed untouched and counted, with why they were not looked into. */
import type { Duplex } from 'node:stream'
import { formatAuthority } from '../kit/authority.ts'
import type { FaultTrace, Tunnel, UpstreamInfo } from '../model/exchange.ts'
import type { Channel, Failure } from '../model/message.ts'
import type { Arrival, Core } from './core.ts'
import { upstreamInfo } from './upstream/link.ts'
import { connectionOf } from './refresh.ts'
import { Relay, type RelayObserver } from './relay.ts'
import type { SocksOutcome } from './socks/handshake.ts'
import { socksOutcome } from './socks/outcome.ts'
import type { Dialed } from './upstream/dialler.ts'
import { TunnelLink } from './tunnel-link.ts'
import { SocketChannel } from './upstream/socket-channel.ts'
import type { Upstreams } from './upstream/upstreams.ts'

/** Counts a tunnel's bytes and reports its beginning and end, to the rules that hold it too. */
export class TunnelRecord implements RelayObserver {
  /** Set as long as rules may change what happens to the bytes. */
  link: TunnelLink | undefined
  readonly #core: Core
  #tunnel: Tunnel

  constructor(
    core: Core,
    arrival: Arrival,
    authority: string,
    reason: Tunnel['reason'],
    upstream: UpstreamInfo | undefined,
    proxy?: string,
  ) {
    this.#core = core
    this.#tunnel = {
      id: core.nextId(),
      startedAt: core.clock.now(),
      client: arrival.client,
      authority,
      reason,
      bytesUp: 0,
      bytesDown: 0,
      ...(arrival.parent !== undefined && { parent: arrival.parent }),
      ...(upstream !== undefined && { upstream }),
      ...(proxy !== undefined && { proxy }),
    }
    core.emit({ type: 'tunnel-opened', at: this.#tunnel.startedAt, tunnel: { ...this.#tunnel } })
  }

  up(chunk: Uint8Array): void {
    this.#tunnel.bytesUp += chunk.length
  }

  down(chunk: Uint8Array): void {
    this.#tunnel.bytesDown += chunk.length
  }

  closed(failure: Failure | undefined, faults?: readonly FaultTrace[]): void {
    this.link?.closed()
    const endedAt = this.#core.clock.now()
    // A client that just goes ends a tunnel as well as any: tunnels have no other end.
    const error = failure?.code === 'client_abort' ? undefined : failure
    this.#core.emit({
      type: 'tunnel-closed',
      at: endedAt,
      tunnel: { ...this.#tunnel, endedAt, ...(faults && { faults }), ...(error !== undefined && { error }) },
    })
  }
}

export function relayTunnel(
  core: Core,
  socket: Duplex,
  first: Uint8Array | undefined,
  arrival: Arrival,
  channel: Channel,
  reason: Tunnel['reason'],
  upstream?: UpstreamInfo,
): void {
  const { host, port } = arrival.authority!
  const link = TunnelLink.of(core, channel, connectionOf(arrival))
  const record = new TunnelRecord(core, arrival, formatAuthority(host, port), reason, upstream)
  record.link = link
  link.opened(new Relay(core, socket, channel, record, first, link.stages))
}

/** Dials, then relays. The socket is paused; `first` has been read from it. `answer`: what a SOCKS client is told of it, which waits for that. */
export async function openTunnel(
  core: Core,
  upstreams: Upstreams,
  socket: Duplex,
  first: Buffer | undefined,
  arrival: Arrival,
  reason: Tunnel['reason'],
  answer?: (outcome: SocksOutcome) => Uint8Array,
): Promise<void> {
  const { host, port } = arrival.authority!
  const link = new TunnelLink(core, connectionOf(arrival))
  const abort = new AbortController()
  const gone = (): void => abort.abort()
  socket.on('error', gone)
  socket.on('close', gone)
  const result = await link.dial(upstreams, abort.signal)
  socket.off('close', gone)
  if ('error' in result) {
    const record = new TunnelRecord(core, arrival, formatAuthority(host, port), reason, undefined)
    record.closed(result.error.failure)
    if (answer === undefined || socket.destroyed) socket.destroy()
    // With the reply: destroyed at once, it might not reach the client.
    else socket.end(answer(socksOutcome(result.error.failure)), () => socket.destroy())
    return
  }
  if (answer !== undefined) socket.write(answer('granted'))
  start(core, socket, first, arrival, result.dialed, reason, link)
  socket.off('error', gone)
}

function start(
  core: Core,
  socket: Duplex,
  first: Buffer | undefined,
  arrival: Arrival,
  dialed: Dialed,
  reason: Tunnel['reason'],
  link: TunnelLink,
): void {
  const channel = new SocketChannel(dialed.socket)
  link.keepFor(channel)
  relayTunnel(core, socket, first, arrival, channel, reason, upstreamInfo(dialed, 'http/1.1'))
}

/**
 * A tunnel whose client is silent: dials, and returns what starts the relay if the server speaks first. Undefined when the client spoke
 * meanwhile, or when nothing could be dialled and the client was told so by a close.
 */
export async function tryServerFirst(
  core: Core,
  upstreams: Upstreams,
  socket: Duplex,
  arrival: Arrival,
  clientSpoke: AbortSignal,
): Promise<(() => void) | undefined> {
  const { host, port } = arrival.authority!
  const link = new TunnelLink(core, connectionOf(arrival))
  const result = await link.dial(upstreams, clientSpoke)
  if (clientSpoke.aborted) {
    if ('dialed' in result) result.dialed.socket.destroy()
    return undefined
  }
  if ('error' in result) {
    new TunnelRecord(core, arrival, formatAuthority(host, port), 'server-first', undefined).closed(result.error.failure)
    socket.destroy()
    return undefined
  }
  const { dialed } = result
  const greeting = await firstBytes(dialed.socket, clientSpoke)
  if (greeting === undefined) {
    dialed.socket.destroy()
    return undefined
  }
  const channel = new SocketChannel(dialed.socket, greeting)
  link.keepFor(channel)
  return () => relayTunnel(core, socket, undefined, arrival, channel, 'server-first', upstreamInfo(dialed, 'http/1.1'))
}

/** What the server says first; undefined when the client speaks before it, or the server goes. */
function firstBytes(socket: Dialed['socket'], clientSpoke: AbortSignal): Promise<Buffer | undefined> {
  return new Promise((resolve) => {
    const settle = (bytes: Buffer | undefined): void => {
      socket.pause()
      socket.off('data', settle)
      socket.off('end', gone)
      socket.off('error', gone)
      socket.off('close', gone)
      clientSpoke.removeEventListener('abort', gone)
      resolve(bytes)
    }
    const gone = (): void => settle(undefined)
    socket.on('data', settle)
    socket.on('end', gone)
    socket.on('error', gone)
    socket.on('close', gone)
    clientSpoke.addEventListener('abort', gone, { once: true })
    socket.resume()
  })
}
