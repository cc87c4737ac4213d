/** One proxy between clients and origins of every version; the first part of a path names the origin it goes to. */
import type { Socket } from 'node:net'
import type { Interceptor } from '../../../src/model/contract.ts'
import type { Exchange } from '../../../src/model/exchange.ts'
import { selfSigned } from '../certificates.ts'
import { type TestProxy, startProxy } from '../proxy.ts'
import { rawClient, rawConnection } from '../raw.ts'
import { openTunnel, tlsInside } from './arrivals.ts'
import type { Client, ClientName } from './client.ts'
import { http1Client } from './client-http1.ts'
import { http2Client } from './client-http2.ts'
import { http1Upstream } from './upstream-http1.ts'
import { type Http2Upstream, http2Upstream } from './upstream-http2.ts'
import type { Upstream, UpstreamName } from './upstream.ts'

export type World = {
  proxy: TestProxy
  upstreams: Record<'1.0' | '1.1', Upstream> & Record<'h2' | 'h2c', Http2Upstream>
  connect(name: ClientName): Promise<Client>
  /** The exchange of the request with this path, once it ended. */
  ended(path: string): Promise<Exchange>
  close(): Promise<void>
}

/** `webSockets`: the h2 origins announce RFC 8441. */
export async function openWorld(webSockets = false): Promise<World> {
  const certificate = selfSigned({ names: ['127.0.0.1'] })
  const upstreams = {
    '1.0': await http1Upstream('1.0'),
    '1.1': await http1Upstream('1.1'),
    h2: await http2Upstream(certificate, webSockets),
    h2c: await http2Upstream(undefined, webSockets),
  }
  const proxy = await startProxy({ upstream: { insecure: true } }, [routeByPath(upstreams)])
  return {
    proxy,
    upstreams,
    connect: (name) => connect(name, proxy, upstreams.h2.port),
    ended: async (path) => {
      const { id } = await proxy.event('request', ({ url }) => url.endsWith(path))
      await proxy.event('end', (event) => event.id === id)
      return proxy.session.store.get(id)!
    },
    close: async () => {
      await proxy[Symbol.asyncDispose]()
      await Promise.all(Object.values(upstreams).map((one) => one.close()))
    },
  }
}

/** `/h2c/anything` goes to the h2c origin, whatever the client speaks. */
export function routeByPath(upstreams: Record<UpstreamName, { port: number }>): Interceptor {
  return {
    name: 'route-by-path',
    handle: (request, next, context) => {
      const name = /^\/(1\.0|1\.1|h2c?)\//.exec(request.target.path)?.[1] as UpstreamName | undefined
      if (name === undefined) return next(request, context)
      const { path } = request.target
      const protocol = name.startsWith('h2') ? 'h2' : 'http/1.1'
      const target = {
        scheme: name === 'h2' ? 'https' : 'http',
        host: '127.0.0.1',
        port: upstreams[name].port,
        path,
        protocol,
      } as const
      return next({ ...request, target }, context)
    },
  }
}

async function connect(name: ClientName, proxy: TestProxy, port: number): Promise<Client> {
  if (name === 'h2c') {
    const { socket } = await rawClient(proxy.port)
    socket.removeAllListeners('data')
    return http2Client(name, socket)
  }
  if (name === '1.0' || name === '1.1') {
    const connection = await rawClient(proxy.port)
    return http1Client(name, connection, connection.socket)
  }
  const tunnel = await openTunnel('CONNECT', proxy, '127.0.0.1', port)
  const secured = await tlsInside(tunnel, proxy, '127.0.0.1', [name === 'h2' ? 'h2' : 'http/1.1'])
  return name === 'h2' ? http2Client(name, secured) : http1Client(name, rawConnection(secured), tunnel as Socket)
}
