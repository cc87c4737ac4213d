/** Services behind a reverse proxy: what they are called is in each answer, and they can be killed, slowed and started again on their port. */
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

export type Service = {
  readonly port: number
  /** Requests it was asked, in order: `GET /path`. */
  readonly asked: string[]
  /** In place of its usual answer, its name. */
  answer: ((request: IncomingMessage, response: ServerResponse) => void) | undefined
  /** Drops every connection and stops listening, as a process that is killed. */
  kill(): Promise<void>
  restart(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

export async function startService(name: string, port = 0): Promise<Service> {
  const sockets = new Set<Socket>()
  let server: Server
  const service = {
    port,
    asked: [] as string[],
    answer: undefined as Service['answer'],
    async kill() {
      const closed = new Promise((resolve) => server.close(resolve))
      for (const socket of sockets) socket.resetAndDestroy()
      await closed
    },
    restart: () => open(service.port),
    async [Symbol.asyncDispose]() {
      if (server.listening) await service.kill()
    },
  }
  const open = async (at: number): Promise<void> => {
    server = createServer((request, response) => {
      service.asked.push(`${request.method} ${request.url}`)
      if (service.answer !== undefined) return service.answer(request, response)
      request.resume()
      response.setHeader('x-service', name)
      response.end(name)
    })
    server.on('connection', (socket) => {
      sockets.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => sockets.delete(socket))
    })
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(at, '127.0.0.1', resolve)
    })
    service.port = (server.address() as AddressInfo).port
  }
  await open(port)
  return service
}

export type Got = { status: number; headers: IncomingMessage['headers']; text: string }

/** One request on a connection of its own. */
export async function ask(
  port: number,
  path = '/',
  more: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<Got> {
  const { request } = await import('node:http')
  return new Promise((resolve, reject) => {
    const { method = 'GET', headers = {}, body } = more
    const asking = request({ host: '127.0.0.1', port, path, method, headers, agent: false }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => (text += chunk))
      response.on('error', reject)
      response.on('end', () => resolve({ status: response.statusCode!, headers: response.headers, text }))
    })
    asking.on('error', reject)
    asking.end(body)
  })
}
