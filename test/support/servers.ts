/** Servers on free loopback ports that end with all their connections. */
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer, type TLSSocket, type TlsOptions } from 'node:tls'

export type TestServer = {
  port: number
  server: Server
  /** Connections accepted so far, open or not. */
  sockets: Set<Socket>
  close(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

/** A TCP server; a client that resets is no error here. */
export function listenTcp(accept: (socket: Socket) => void, host = '127.0.0.1'): Promise<TestServer> {
  return listen(createServer(accept), host)
}

/** A TLS server. */
export function listenTls(options: TlsOptions, accept: (socket: TLSSocket) => void = () => {}, host = '127.0.0.1') {
  const server = createTlsServer(options, (socket) => {
    socket.on('error', () => {})
    accept(socket)
  })
  server.on('tlsClientError', () => {})
  return listen(server, host)
}

async function listen(server: Server, host: string): Promise<TestServer> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, host, resolve)
  })
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      for (const socket of sockets) socket.destroy()
    })
  return { port: (server.address() as AddressInfo).port, server, sockets, close, [Symbol.asyncDispose]: close }
}

/** A port nobody listens on: it was free a moment ago. */
export async function closedPort(): Promise<number> {
  const { port, close } = await listenTcp(() => {})
  await close()
  return port
}
