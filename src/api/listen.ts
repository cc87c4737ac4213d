/** The control API: the session's commands and events over HTTP, for scripts and other programs on this machine. */
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http'
import { formatHost } from '../kit/authority.ts'
import type { Clock } from '../kit/clock.ts'
import { isLoopback } from '../kit/ip.ts'
import { MiddleboxError } from '../model/errors.ts'
import type { Commands } from '../session/commands/command.ts'
import { admit, isEverywhere } from './admit.ts'
import { sendError } from './errors.ts'
import { route } from './routes.ts'

export type ApiSource = {
  commands: Commands
  /** Every fact as a line of the NDJSON schema, from now on; the returned function ends it. */
  lines(hear: (line: string) => void): () => void
  token: string
  clock: Clock
  /** Told what its users should know. */
  warn(code: string, message: string): void
}

export type Api = { url: string; port: number; close(): Promise<void> }

/** ms for a request's head and body: it has no slow users. */
const patience = 30_000

/** @throws MiddleboxError port_taken, listen_failed */
export async function startApi(at: { host: string; port: number }, source: ApiSource): Promise<Api> {
  const server = createServer({ requestTimeout: patience, headersTimeout: patience, maxHeaderSize: 32_768 })
  server.on('request', (request, response) => void serve(request, response, { ...source, host: at.host }))
  server.on('clientError', (_error, socket) => socket.destroy())
  await listen(server, at)
  if (!isLoopback(at.host) || isEverywhere(at.host))
    source.warn(
      'open_api',
      `the control API is open to others at ${at.host}: whoever has its token can read and change all that passes`,
    )
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : at.port
  return {
    url: `http://${formatHost('http', at.host, port)}`,
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  source: ApiSource & { host: string },
): Promise<void> {
  response.on('error', () => {})
  try {
    admit(request, source)
    await route(request, response, source)
  } catch (error) {
    sendError(response, error)
  }
}

function listen(server: Server, { host, port }: { host: string; port: number }): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const where = formatHost('http', host, port)
      const taken = error.code === 'EADDRINUSE'
      const found = taken ? 'one in use' : (error.code ?? error.message)
      const message = `Expected an address for the control API that can be listened on, got ${where}: ${found}.`
      const hint = taken ? 'Choose another port with --api, or --api 0 for any free one.' : 'Check --api.'
      reject(new MiddleboxError(taken ? 'port_taken' : 'listen_failed', message, hint, { cause: error }))
    })
    server.listen({ host, port }, () => {
      server.on('error', () => {})
      resolve()
    })
  })
}
