/** A WebSocket echo on a raw socket: unmasks whole frames and sends them back (RFC 6455 §5). */
import { createHash } from 'node:crypto'
import type { Socket } from 'node:net'

export function startEcho(socket: Socket, head: string): void {
  const key = /^sec-websocket-key:\s*(\S+)/im.exec(head)?.[1] ?? ''
  const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64')
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
  )
  let kept: Buffer | undefined
  socket.on('data', (chunk: Buffer) => {
    let data = kept === undefined ? chunk : Buffer.concat([kept, chunk])
    for (let size = frameSize(data); size !== undefined; size = frameSize(data)) {
      echo(socket, data.subarray(0, size))
      data = data.subarray(size)
    }
    kept = data.length === 0 ? undefined : data
  })
}

/** Bytes of the whole first frame when it has arrived. Clients mask, and no message here is past 64 KB. */
function frameSize(data: Buffer): number | undefined {
  if (data.length < 8) return undefined
  const short = (data[1] ?? 0) & 0x7f
  const size = short < 126 ? 6 + short : 8 + data.readUInt16BE(2)
  return data.length < size ? undefined : size
}

function echo(socket: Socket, frame: Buffer): void {
  const short = (frame[1] ?? 0) & 0x7f
  const headLength = short < 126 ? 2 : 4
  const answer = Buffer.allocUnsafe(frame.length - 4)
  frame.copy(answer, 0, 0, headLength)
  answer[1] = short
  const maskAt = headLength
  for (let index = headLength + 4; index < frame.length; index++) {
    answer[index - 4] = (frame[index] ?? 0) ^ (frame[maskAt + ((index - headLength) & 3)] ?? 0)
  }
  socket.write(answer)
}
