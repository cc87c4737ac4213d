/** Raw sockets for tests: an origin that keeps every byte it got and says exactly what it is told, and a client that does the same. */
import { type AddressInfo, type Server, type Socket, connect, createServer } from 'node:net'
import type { Duplex } from 'node:stream'

export type RawConnection = {
  socket: Duplex
  /** All bytes so far, as latin1. */
  received(): string
  send(text: string | Uint8Array): void
  /** Resolves with all bytes once they match. */
  until(match: RegExp | ((text: string) => boolean)): Promise<string>
  /** How the peer ended it: FIN or RST; resolves with all bytes. */
  ended(): Promise<{ text: string; how: 'fin' | 'reset' }>
  close(): void
}

export function rawConnection(socket: Duplex): RawConnection {
  let text = ''
  let how: 'fin' | 'reset' | undefined
  const waiting = new Set<() => void>()
  const wake = (): void => {
    for (const one of [...waiting]) one()
  }
  socket.on('data', (chunk: Buffer) => {
    text += chunk.toString('latin1')
    wake()
  })
  socket.on('end', () => {
    how ??= 'fin'
    wake()
  })
  socket.on('error', (error: NodeJS.ErrnoException) => {
    how ??= error.code === 'ECONNRESET' || error.code === 'EPIPE' ? 'reset' : 'fin'
    wake()
  })
  socket.on('close', () => {
    how ??= 'fin'
    wake()
  })
  const wait = <T>(look: () => T | undefined): Promise<T> =>
    new Promise((resolve) => {
      const one = (): void => {
        const found = look()
        if (found === undefined) return
        waiting.delete(one)
        resolve(found)
      }
      waiting.add(one)
      one()
    })
  return {
    socket,
    received: () => text,
    send: (data) => void (typeof data === 'string' ? socket.write(data, 'latin1') : socket.write(data)),
    until: (match) => wait(() => ((typeof match === 'function' ? match(text) : match.test(text)) ? text : undefined)),
    ended: () => wait(() => (how === undefined ? undefined : { text, how })),
    close: () => void socket.destroy(),
  }
}

export async function rawClient(port: number, host = '127.0.0.1'): Promise<RawConnection & { socket: Socket }> {
  const socket = connect({ port, host, allowHalfOpen: true })
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('error', reject)
  })
  return rawConnection(socket) as RawConnection & { socket: Socket }
}

export type RawOrigin = {
  port: number
  connections: RawConnection[]
  /** The n-th connection, once it is there. */
  connection(n?: number): Promise<RawConnection>
  [Symbol.asyncDispose](): Promise<void>
}

/** `script` runs for every connection; without one the test speaks through `connection()`. */
export async function rawOrigin(script?: (connection: RawConnection) => void | Promise<void>): Promise<RawOrigin> {
  const connections: RawConnection[] = []
  const waiting: (() => void)[] = []
  const server: Server = createServer({ allowHalfOpen: true }, (socket) => {
    const connection = rawConnection(socket)
    connections.push(connection)
    void script?.(connection)
    for (const wake of waiting.splice(0)) wake()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    connections,
    async connection(n = 0) {
      while (connections[n] === undefined) await new Promise<void>((resolve) => waiting.push(resolve))
      return connections[n]
    },
    async [Symbol.asyncDispose]() {
      for (const connection of connections) connection.close()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

/** Answers every request head (and its Content-Length body) with the same bytes. */
export function answering(response: string): (connection: RawConnection) => void {
  return (connection) => {
    let answered = 0
    connection.socket.on('data', () => {
      const heads = connection.received().split('\r\n\r\n').length - 1
      for (; answered < heads; answered++) connection.send(response)
    })
  }
}
