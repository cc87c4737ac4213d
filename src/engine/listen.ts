/** Binds a port and hands every connection on, after the checks that concern the peer's address and the number of connections. */
import { type Server, type Socket, createServer } from 'node:net'
import { portHolder } from '../kit/port-holder.ts'
import { MiddleboxError } from '../model/errors.ts'
import type { ListenOptions } from '../model/options.ts'

export type Listener = {
  mode: ListenOptions['mode']
  host: string
  /** What `host` was found to be. */
  address: string
  port: number
  close(): void
}

export type ListenWorld = {
  /** False refuses the client. */
  allows(address: string): boolean
  maxConnections: number
  connection(socket: Socket): void
  refused(address: string, why: 'address' | 'limit'): void
  /** A connection could not be accepted; the listener goes on. */
  failed(message: string): void
}

/** Resolves once the port accepts. Throws port_taken or listen_failed. */
export function listen(options: ListenOptions, world: ListenWorld): Promise<Listener> {
  const server = createServer({ allowHalfOpen: true, noDelay: true, pauseOnConnect: false })
  let open = 0
  server.on('connection', (socket) => {
    const address = normalAddress(socket.remoteAddress)
    if (address === undefined) return void socket.destroy()
    const why = !world.allows(address) ? 'address' : open >= world.maxConnections ? 'limit' : undefined
    if (why !== undefined) {
      world.refused(address, why)
      socket.destroy()
      return
    }
    open++
    socket.once('close', () => open--)
    world.connection(socket)
  })
  return bind(server, options, world)
}

function bind(server: Server, options: ListenOptions, world: ListenWorld): Promise<Listener> {
  const { host, port, mode } = options
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => void explain(error, host, port).then(reject))
    server.listen({ host, port, backlog: 1024 }, () => {
      const bound = server.address()
      const actual = typeof bound === 'object' && bound !== null ? bound : { address: host, port }
      server.on('error', (error: NodeJS.ErrnoException) => world.failed(notAccepted(error)))
      resolve({ mode, host, address: actual.address, port: actual.port, close: () => server.close() })
    })
  })
}

async function explain(error: NodeJS.ErrnoException, host: string, port: number): Promise<MiddleboxError> {
  const address = host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`
  if (error.code === 'EADDRINUSE')
    return new MiddleboxError(
      'port_taken',
      `Expected ${address} to be free, but ${(await portHolder(port)) ?? 'another program'} listens there`,
    )
  if (error.code === 'EACCES')
    return new MiddleboxError(
      'listen_failed',
      `Expected permission to listen on ${address}, got none (ports below 1024 are the system's)`,
    )
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND')
    return new MiddleboxError('listen_failed', `Expected ${host} to be an address of this machine, it is not`)
  return new MiddleboxError('listen_failed', `Expected to listen on ${address}, got ${error.code ?? error.message}`)
}

/** What is written when the system hands a connection over as an error: the client has been closed by then. */
function notAccepted({ code, message }: NodeJS.ErrnoException): string {
  const files = 'too many files are open: raise the limit (ulimit -n), or lower limits.connections'
  if (code === 'EMFILE' || code === 'ENFILE') return `a connection could not be accepted, since ${files} (${code})`
  return `a connection could not be accepted: ${code ?? message}`
}

/** IPv4 clients of a dual-stack listener come as ::ffff:a.b.c.d. */
export function normalAddress(address: string | undefined): string | undefined {
  return address?.startsWith('::ffff:') ? address.slice(7) : address
}

/**
 * Whether a connection we made has come to this listener. One that listens everywhere is reached by loopback and by every
 * address of the machine, of which a connection to oneself has the same one at both ends.
 */
export function leadsTo(
  listener: Listener,
  { address, port, tcp }: { address: string; port: number; tcp: Socket },
): boolean {
  if (listener.port !== port) return false
  const to = normalAddress(address)!
  // Dialling the unspecified address reaches this machine, by loopback.
  if (to === '0.0.0.0' || to === '::') return true
  if (listener.address !== '::' && listener.address !== '0.0.0.0') return listener.address === to
  return to === '::1' || to.startsWith('127.') || to === normalAddress(tcp.localAddress)
}
