/** An HTTP proxy that knows CONNECT alone and can be told to refuse. Its own codec is Node's, not ours. */
import { createServer, type IncomingMessage } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { connect, type AddressInfo, type Socket } from 'node:net'
import type { Pair } from './certificates.ts'

type ConnectOptions = {
  /** TLS to the proxy itself. */
  tls?: Pair
  /** Where tunnels lead, whatever was asked for. */
  to?: { host: string; port: number }
  /** Answers with these bytes and closes, in place of a tunnel. */
  answer?: string
  /** Sent in the same packet as the 200. */
  early?: string
}

export async function listenConnectProxy(options: ConnectOptions = {}) {
  const asked: { url: string; headers: IncomingMessage['headers'] }[] = []
  const sockets = new Set<Socket>()
  const server = options.tls ? createSecureServer({ ...options.tls }) : createServer()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
  })
  server.on('connect', (request: IncomingMessage, client: Socket) => {
    asked.push({ url: request.url ?? '', headers: request.headers })
    client.on('error', () => {})
    if (options.answer !== undefined) return void client.end(options.answer)
    const { host, port } = options.to ?? { host: '127.0.0.1', port: 0 }
    const upstream = connect(port, host, () => {
      client.write(`HTTP/1.1 200 Connection established\r\n\r\n${options.early ?? ''}`)
      client.pipe(upstream).pipe(client)
    })
    upstream.on('error', () => client.destroy())
    client.on('close', () => upstream.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      for (const socket of sockets) socket.destroy()
    })
  const { port } = server.address() as AddressInfo
  return { port, asked, close, [Symbol.asyncDispose]: close }
}
