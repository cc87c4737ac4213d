/** What Node's own HTTP parser makes of some bytes, through its public server and client over a connection in memory. */
import type { EventEmitter } from 'node:events'
import { type IncomingMessage, type ServerResponse, createServer, request } from 'node:http'
import { Duplex } from 'node:stream'

export type NodeMessage = {
  start: string
  fields: readonly string[]
  body: string
  trailers: readonly string[]
  complete: boolean
}
export type NodeReading = { messages: NodeMessage[]; interim: string[]; error?: string }

/** A connection that swallows what is written and ends when told. */
function connection(): Duplex & { setTimeout(): void } {
  const socket = new Duplex({ read() {}, write: (_chunk, _encoding, done) => done() })
  // Bytes after a message end a kept connection with an error that is nobody's.
  socket.on('error', () => {})
  return Object.assign(socket, { setTimeout() {}, setNoDelay() {}, setKeepAlive() {}, ref() {}, unref() {} })
}

const closed = (stream: EventEmitter & { closed: boolean }): Promise<void> =>
  new Promise((resolve) => (stream.closed ? resolve() : void stream.once('close', resolve)))

function collect(start: string, message: IncomingMessage): NodeMessage {
  const seen: NodeMessage = { start, fields: message.rawHeaders, body: '', trailers: [], complete: false }
  message.on('data', (chunk: Buffer) => (seen.body += chunk.toString('latin1')))
  message.on('end', () => Object.assign(seen, { complete: message.complete, trailers: message.rawTrailers }))
  message.on('error', () => {})
  return seen
}

const server = createServer({
  requireHostHeader: false,
  maxHeaderSize: 65_536,
  keepAliveTimeout: 0,
  requestTimeout: 0,
  headersTimeout: 0,
})
const readings = new WeakMap<object, NodeReading>()

function take(message: IncomingMessage, response: ServerResponse | Duplex): void {
  const reading = readings.get(message.socket)!
  reading.messages.push(collect(`${message.method} ${message.url} ${message.httpVersion}`, message))
  if ('writeHead' in response) response.end()
  else setImmediate(() => response.destroy())
}
for (const event of ['request', 'checkContinue', 'checkExpectation', 'connect']) server.on(event, take)
server.on('clientError', (error, socket) => {
  const reading = readings.get(socket)!
  reading.error ??= error.message
  setImmediate(() => socket.destroy())
})

/** The requests on a connection that carries these bytes and then ends. */
export async function nodeRequests(text: string): Promise<NodeReading> {
  const socket = connection()
  const reading: NodeReading = { messages: [], interim: [] }
  readings.set(socket, reading)
  server.emit('connection', socket)
  socket.push(Buffer.from(text, 'latin1'))
  socket.push(null)
  await closed(socket)
  return reading
}

/** The answer to one request of that method. */
export async function nodeResponse(text: string, method: string): Promise<NodeReading> {
  const socket = connection()
  const reading: NodeReading = { messages: [], interim: [] }
  const sent = request({ method, createConnection: () => socket, headers: { host: 'a' } })
  const take = (response: IncomingMessage) =>
    void reading.messages.push(
      collect(`${response.statusCode} ${response.statusMessage} ${response.httpVersion}`, response),
    )
  sent.on('information', ({ statusCode }) => void reading.interim.push(String(statusCode)))
  sent.on('response', take)
  sent.on('upgrade', (response: IncomingMessage) => {
    take(response)
    setImmediate(() => socket.destroy())
  })
  sent.on('error', (error) => (reading.error ??= error.message))
  sent.on('socket', () => {
    socket.push(Buffer.from(text, 'latin1'))
    socket.push(null)
  })
  sent.end()
  await closed(sent)
  return reading
}
