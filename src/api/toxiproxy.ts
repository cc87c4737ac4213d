/** Toxiproxy's HTTP API over TCP proxies of this session, so that its existing clients drive Middlebox. On loopback only, without a token. */
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http'
import type { TcpProxies } from '../model/tcp-proxy.ts'
import { bind } from './bind.ts'
import { refusalOf } from './toxiproxy/guard.ts'
import { type Reply, Refusal, refused, text } from './toxiproxy/reply.ts'
import { answer } from './toxiproxy/routes.ts'

export type ToxiproxyApi = { readonly url: string; close(): void }

/** Bytes of a request's body: a list of some ten thousand proxies. */
const maxBody = 1024 * 1024
/** ms for a whole request, as in Toxiproxy. */
const requestTimeout = 15_000
const host = '127.0.0.1'

/** Port 0 = any free one. @throws MiddleboxError port_taken, listen_failed */
export async function startToxiproxyApi(port: number, proxies: TcpProxies): Promise<ToxiproxyApi> {
  // One call after the other: two that are sent at once must not both find a name free.
  let last: Promise<unknown> = Promise.resolve()
  const inTurn = (run: () => Promise<Reply>): Promise<Reply> => {
    const mine = last.then(run)
    last = mine
    return mine
  }
  const server = createServer({ requestTimeout, headersTimeout: requestTimeout }, (request, response) => {
    void handle(request, response, (body) => inTurn(() => answer(proxies, request.method!, request.url!, body)))
  })
  const bound = await bind(server, { host, port }, { name: 'Toxiproxy’s API', option: '--toxiproxy-api' })
  return {
    url: `http://${host}:${bound}`,
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  run: (body: string) => Promise<Reply>,
): Promise<void> {
  const reason = refusalOf(request.headers)
  if (reason !== undefined) return send(response, text(`${reason}\n`, 403))
  const body = await readBody(request).catch(() => undefined)
  if (body === undefined) return void response.destroy()
  if (body.length > maxBody) {
    response.setHeader('connection', 'close')
    return send(response, refused(new Refusal(413, `request body too large: Expected up to ${maxBody} bytes`)))
  }
  send(response, await run(body.toString('utf8')))
}

/** A body that is too long is read no further. */
async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    chunks.push(chunk as Buffer)
    size += (chunk as Buffer).length
    if (size > maxBody) break
  }
  return Buffer.concat(chunks)
}

function send(response: ServerResponse, { status, type, body }: Reply): void {
  response.writeHead(status, {
    ...(type !== undefined && { 'content-type': type }),
    ...(status !== 204 && { 'content-length': Buffer.byteLength(body) }),
    'x-content-type-options': 'nosniff',
  })
  response.end(body)
}
