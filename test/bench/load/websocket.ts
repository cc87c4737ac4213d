/** WebSocket echo in a closed loop: each connection sends the next message when the last one came back. */
import type { Socket } from 'node:net'
import { firstBytes, openConnection, requestBytes } from './connection.ts'
import { Window } from './measure.ts'
import type { RequestsResult, Target } from './job.ts'

const upgrade =
  'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n'

const payload = Buffer.alloc(256, 'middlebox ')
const mask = Buffer.of(0x11, 0x22, 0x33, 0x44)

/** RFC 6455 §5.2: final, text, masked, 16-bit length. */
const sent = Buffer.concat([
  Buffer.of(0x81, 0x80 | 126, payload.length >> 8, payload.length & 0xff),
  mask,
  payload.map((byte, index) => byte ^ (mask[index & 3] ?? 0)),
])
const expected = Buffer.concat([Buffer.of(0x81, 126, payload.length >> 8, payload.length & 0xff), payload])

type WebSocketJob = { target: Target; connections: number; warmMs: number; measureMs: number; pid: number }

export async function runWebSocket(job: WebSocketJob): Promise<RequestsResult> {
  const open = await Promise.all(Array.from({ length: job.connections }, () => openWebSocket(job.target)))
  const window = new Window(job.pid, job.warmMs, job.measureMs)
  for (const socket of open) loopOn(socket, window)
  try {
    return await window.result
  } finally {
    for (const socket of open) socket.destroy()
  }
}

async function openWebSocket(target: Target): Promise<Socket> {
  const socket = await openConnection(target)
  socket.write(requestBytes(target, '/echo', upgrade))
  let head = await firstBytes(socket)
  while (!head.includes('\r\n\r\n')) head += await firstBytes(socket)
  if (!head.startsWith('HTTP/1.1 101') || !head.endsWith('\r\n\r\n')) {
    throw new Error(`Expected 101 to a WebSocket upgrade, got:\n${head.slice(0, 1000)}`)
  }
  return socket
}

function loopOn(socket: Socket, window: Window): void {
  let sentAt = 0
  let arrived = 0
  const send = () => {
    sentAt = performance.now()
    socket.write(sent)
  }
  socket.on('data', (chunk: Buffer) => {
    if (chunk.compare(expected, arrived, arrived + chunk.length) !== 0) {
      window.fail(new Error('Expected the message that was sent to come back unchanged'))
      return
    }
    arrived += chunk.length
    if (arrived < expected.length) return
    arrived = 0
    window.done(performance.now() - sentAt)
    if (window.open) send()
  })
  socket.on('error', (error) => {
    if (window.open) window.fail(error)
  })
  socket.on('close', () => {
    if (window.open) window.fail(new Error('Expected the WebSocket to stay open, but the proxy closed it'))
  })
  send()
}
