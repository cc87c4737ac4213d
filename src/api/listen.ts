/** The control API: the session's commands and events over HTTP, for scripts and other programs on this machine. */
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http'
import { formatHost } from '../kit/authority.ts'
import type { Clock } from '../kit/clock.ts'
import { isLoopback } from '../kit/ip.ts'
import type { Commands } from '../session/commands/command.ts'
import { admit, isEverywhere } from './admit.ts'
import { bind } from './bind.ts'
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
  const port = await bind(server, at, { name: 'the control API', option: '--api' })
  if (!isLoopback(at.host) || isEverywhere(at.host))
    source.warn(
      'open_api',
      `the control API is open to others at ${at.host}: whoever has its token can read and change all that passes`,
    )
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
