/** What a connection becomes once it is known what it speaks, and whether its client is offered h2. */
import type { Duplex } from 'node:stream'
import type { TLSSocket } from 'node:tls'
import { formatAuthority } from '../kit/authority.ts'
import { originHost } from '../kit/origin-host.ts'
import type { Destinations } from './arrive.ts'
import type { TunnelPolicy } from './connect.ts'
import type { Arrival, Core } from './core.ts'
import { Downstream } from './http1/downstream.ts'
import { connectionOf } from './refresh.ts'
import type { Secure } from './secure.ts'
import { type Takeover, takeOver } from './takeover.ts'
import { openTunnel, tryServerFirst } from './tunnel.ts'
import type { ClientHello } from './tls/client-hello.ts'
import type { Upstreams } from './upstream/upstreams.ts'

export function createDestinations(
  core: Core,
  upstreams: Upstreams,
  secure: Secure,
  policy: TunnelPolicy,
): Destinations {
  const takeover: Takeover = (socket, rest, verdict, exchange, arrival) =>
    takeOver(core, socket, rest, verdict, exchange, arrival, to)

  const to: Destinations = {
    http1: (socket, first, arrival) => new Downstream(core, socket, arrival, takeover).start(first),
    http2: (socket, first, arrival) => {
      if (first !== undefined) socket.unshift(first)
      void import('./http2/downstream.ts').then(
        ({ Http2Downstream }) => {
          if (!socket.destroyed) new Http2Downstream(core, socket, arrival, to)
        },
        // Loaded when first needed, which a process without a free file handle cannot do.
        (error: Error) => {
          const message = `HTTP/2 cannot be spoken: ${error.message}`
          core.emit({ type: 'warning', at: core.clock.now(), code: 'internal', message })
          socket.destroy()
        },
      )
    },
    tls: (socket, first, hello, arrival) => {
      const named = hello.serverName === undefined ? arrival : { ...arrival, serverName: hello.serverName }
      const fault = core.connections?.()?.handshake(connectionOf(named))
      if (fault?.how === 'reset') return secure.refuse(socket, hello, arrival, fault)
      socket.unshift(first)
      const begin = (h2: boolean): void => {
        if (socket.destroyed) return
        const ready = (secured: TLSSocket, inside: Arrival): void => {
          if (secured.alpnProtocol === 'h2') to.http2(secured, undefined, inside)
          else to.http1(secured, undefined, inside)
        }
        secure.accept(socket, hello, leafName(hello, arrival), h2, arrival, ready, fault)
      }
      const offers = hello.alpn?.includes('h2') === true
      // A reverse proxy speaks h2 whatever its upstreams do.
      if (arrival.mode === 'reverse' && arrival.authority === undefined) return begin(offers)
      if (arrival.authority === undefined || !offers) return begin(false)
      const answers = () => core.connections?.()?.answers(connectionOf(named)) === true
      void offersH2(upstreams, arrival.authority, hello.serverName, answers).then(begin)
    },
    opaque: (socket, first, arrival, reason) => {
      if (arrival.authority?.host === originHost) refuseOpaque(core, socket, arrival)
      else void openTunnel(core, upstreams, socket, first, arrival, reason)
    },
    untouched: (socket, first, arrival, answer) => {
      const { host, port } = arrival.authority!
      if (!policy.ignores(formatAuthority(host, port))) return false
      void openTunnel(core, upstreams, socket, first, arrival, 'ignored', answer)
      return true
    },
    // The built-in origin never speaks first, and is nowhere to be dialled.
    serverSpeaks: async (socket, arrival, clientSpoke) =>
      arrival.authority?.host === originHost
        ? undefined
        : tryServerFirst(core, upstreams, socket, arrival, clientSpoke),
  }
  return to
}

/** The built-in origin speaks HTTP and nothing else. */
function refuseOpaque(core: Core, socket: Duplex, { client }: Arrival): void {
  const message = `a client at ${client.address} sent ${originHost} bytes that are no HTTP: the connection was closed`
  core.emit({ type: 'warning', at: core.clock.now(), code: 'bad_request', message })
  socket.end(() => socket.destroy())
}

/** A client that names no server has come to an address: that of its tunnel, or ours. */
function leafName(hello: ClientHello, arrival: Arrival): string {
  return hello.serverName?.toLowerCase() ?? arrival.authority?.host ?? arrival.local.address
}

/**
 * h2 for the client only if the origin has it. One that cannot be reached is found out inside, by a readable 502, or by the
 * answer of a rule, which has h2 too: gRPC has nothing else.
 */
async function offersH2(
  upstreams: Upstreams,
  authority: { host: string; port: number },
  serverName: string | undefined,
  answers: () => boolean,
): Promise<boolean> {
  if (authority.host === originHost) return true
  const name = serverName !== undefined && serverName !== authority.host ? { serverName } : {}
  const target = { scheme: 'https' as const, ...authority, path: '/', protocol: 'auto' as const, ...name }
  const known = upstreams.protocolOf(target)
  if (known !== undefined) return known === 'h2'
  const learned = await upstreams.learn(target)
  return 'error' in learned ? answers() : learned.protocol === 'h2'
}
