/**
 * The baseline: the shortest forward proxy that `node:http` allows, with keep-alive on both sides and one prepared
 * certificate. It captures nothing, decides nothing, and dies of many malformed messages.
 * Arguments: origin CA, leaf and key files, and for a reverse proxy the origin's port.
 */
import { readFileSync } from 'node:fs'
import { Agent, createServer, request as requestHttp } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { Agent as TlsAgent, createServer as createTlsServer, request as requestHttps } from 'node:https'
import { connect } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'

const [caFile = '', leafFile = '', keyFile = '', reversePort] = process.argv.slice(2)
const agent = new Agent({ keepAlive: true })
const tlsAgent = new TlsAgent({ keepAlive: true, ca: readFileSync(caFile) })

function relay(request: IncomingMessage, response: ServerResponse): void {
  const upstream = dial(request)
  upstream.on('response', (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.statusMessage, answer.headers)
    answer.pipe(response)
  })
  upstream.on('error', () => response.destroy())
  request.pipe(upstream)
}

function dial(request: IncomingMessage) {
  const secure = 'encrypted' in request.socket
  const shared = { method: request.method ?? 'GET', headers: request.headers }
  if (secure) {
    const [host = '', port = '443'] = (request.headers.host ?? '').split(':')
    return requestHttps({ ...shared, agent: tlsAgent, host, port, path: request.url })
  }
  if (reversePort !== undefined)
    return requestHttp({ ...shared, agent, host: '127.0.0.1', port: reversePort, path: request.url })
  const { hostname, port, pathname, search } = new URL(request.url ?? '')
  return requestHttp({ ...shared, agent, host: hostname, port, path: pathname + search })
}

function upgrade(request: IncomingMessage, client: Socket, head: Buffer): void {
  const upstream = dial(request)
  upstream.on('upgrade', (answer, socket, early) => {
    const fields = answer.rawHeaders.map((text, index) => (index % 2 === 0 ? `${text}: ` : `${text}\r\n`)).join('')
    client.write(`HTTP/1.1 101 ${answer.statusMessage}\r\n${fields}\r\n`)
    client.write(early)
    socket.write(head)
    join(socket, client)
  })
  upstream.on('error', () => client.destroy())
  upstream.end()
}

function join(one: Socket, other: Socket): void {
  one.on('error', () => other.destroy())
  other.on('error', () => one.destroy())
  one.setNoDelay(true)
  other.setNoDelay(true)
  one.pipe(other).pipe(one)
}

const secure = createTlsServer({ cert: readFileSync(leafFile), key: readFileSync(keyFile) }, relay)
secure.on('upgrade', upgrade)

const server = createServer(relay)
server.on('upgrade', upgrade)
server.on('connect', (request: IncomingMessage, client: Socket) => {
  client.on('error', () => client.destroy())
  client.write('HTTP/1.1 200 Connection Established\r\n\r\n')
  client.once('data', (first: Buffer) => {
    // 0x16 begins a TLS handshake record; anything else is tunnelled as it is.
    if (first[0] === 0x16) {
      client.pause()
      client.unshift(first)
      secure.emit('connection', client)
      return
    }
    const upstream = connect(Number(request.url?.split(':')[1]), '127.0.0.1')
    upstream.write(first)
    join(upstream, client)
  })
})
server.listen({ port: 0, host: '127.0.0.1', backlog: 2048 }, () => {
  process.stdout.write(`listening ${(server.address() as AddressInfo).port}\n`)
})
