/** A WebSocket client on a raw stream (RFC 6455): it masks, fragments and breaks rules as a test wants. */
import { createHash, randomBytes } from 'node:crypto'
import type { Duplex } from 'node:stream'

export type Frame = { final: boolean; opcode: number; payload: Buffer; masked: boolean; rsv: number }

export type WebSocketClient = {
  /** The next frame, past or to come; undefined once the server has ended the stream. */
  next(): Promise<Frame | undefined>
  /** A whole message, or in fragments of so many bytes. */
  send(message: string | Uint8Array, fragment?: number): void
  ping(payload?: string | Uint8Array): void
  close(code?: number, reason?: string): void
  /** One frame as it is. */
  frame(opcode: number, payload: string | Uint8Array, how?: { final?: boolean; rsv?: number }): void
  /** FIN or END_STREAM. */
  end(): void
  destroy(): void
}

export const opcode = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const

/** `first`: bytes of the server that were read with its handshake. */
export function websocketClient(stream: Duplex, first?: Buffer): WebSocketClient {
  let held = first ?? Buffer.alloc(0)
  let over = false
  const waiting: (() => void)[] = []
  const wake = (): void => {
    for (const one of waiting.splice(0)) one()
  }
  const finish = (): void => {
    over = true
    wake()
  }
  stream.on('data', (chunk: Buffer) => {
    held = Buffer.concat([held, chunk])
    wake()
  })
  stream.on('end', finish)
  stream.on('close', finish)
  stream.on('error', finish)
  const write = (code: number, payload: string | Uint8Array, how: { final?: boolean; rsv?: number } = {}): void =>
    void stream.write(encode(code, Buffer.from(payload), how))
  return {
    async next() {
      for (;;) {
        const found = decode(held)
        if (found !== undefined) {
          held = held.subarray(found.size)
          return found.frame
        }
        if (over) return undefined
        await new Promise<void>((resolve) => waiting.push(resolve))
      }
    },
    send(message, fragment = Infinity) {
      const bytes = Buffer.from(message)
      let code: number = typeof message === 'string' ? opcode.text : opcode.binary
      for (let at = 0; at === 0 || at < bytes.length; at += fragment, code = opcode.continuation)
        write(code, bytes.subarray(at, Math.min(at + fragment, bytes.length)), { final: at + fragment >= bytes.length })
    },
    ping: (payload = '') => write(opcode.ping, payload),
    close(code, reason = '') {
      const payload = Buffer.alloc(code === undefined ? 0 : 2)
      if (code !== undefined) payload.writeUInt16BE(code)
      write(opcode.close, Buffer.concat([payload, Buffer.from(reason)]))
    },
    frame: write,
    end: () => void stream.end(),
    destroy: () => void stream.destroy(),
  }
}

/** The HTTP/1 handshake on a fresh connection, then the client; throws with the head when the server does not switch. */
export async function openWebSocket(
  stream: Duplex,
  { target = '/ws', host = 'middlebox.test', fields = '' }: { target?: string; host?: string; fields?: string } = {},
): Promise<{ client: WebSocketClient; head: string }> {
  const key = randomBytes(16).toString('base64')
  const handshake = `Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n`
  stream.write(`GET ${target} HTTP/1.1\r\nHost: ${host}\r\n${handshake}${fields}\r\n`)
  const { head, rest } = await readHead(stream)
  const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64')
  if (!head.startsWith('HTTP/1.1 101 ') || !head.includes(`\r\nSec-WebSocket-Accept: ${accept}\r\n`))
    throw new Error(head)
  return { client: websocketClient(stream, rest), head }
}

function readHead(stream: Duplex): Promise<{ head: string; rest: Buffer }> {
  let bytes = Buffer.alloc(0)
  return new Promise((resolve, reject) => {
    const lost = (): void => reject(new Error(`the connection ended in the handshake: ${bytes.toString('latin1')}`))
    const read = (chunk: Buffer): void => {
      bytes = Buffer.concat([bytes, chunk])
      const end = bytes.indexOf('\r\n\r\n')
      if (end < 0) return
      stream.off('data', read)
      stream.off('close', lost)
      resolve({ head: bytes.subarray(0, end + 4).toString('latin1'), rest: bytes.subarray(end + 4) })
    }
    stream.on('data', read)
    stream.on('close', lost)
  })
}

function encode(code: number, payload: Buffer, { final = true, rsv = 0 }: { final?: boolean; rsv?: number }): Buffer {
  const size = payload.length
  const extended = size < 126 ? 0 : size < 65_536 ? 2 : 8
  const header = Buffer.alloc(2 + extended)
  header[0] = (final ? 0x80 : 0) | (rsv << 4) | code
  header[1] = 0x80 | (extended === 0 ? size : extended === 2 ? 126 : 127)
  if (extended === 2) header.writeUInt16BE(size, 2)
  else if (extended === 8) header.writeBigUInt64BE(BigInt(size), 2)
  const mask = randomBytes(4)
  return Buffer.concat([header, mask, payload.map((byte, index) => byte ^ mask[index & 3]!)])
}

function decode(bytes: Buffer): { frame: Frame; size: number } | undefined {
  if (bytes.length < 2) return undefined
  const short = bytes[1]! & 127
  const extended = short === 126 ? 2 : short === 127 ? 8 : 0
  if (bytes.length < 2 + extended) return undefined
  const length = extended === 0 ? short : extended === 2 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2))
  const size = 2 + extended + length
  if (bytes.length < size) return undefined
  const first = bytes[0]!
  const frame = {
    final: (first & 128) !== 0,
    rsv: (first >> 4) & 7,
    opcode: first & 15,
    masked: (bytes[1]! & 128) !== 0,
    payload: bytes.subarray(2 + extended, size),
  }
  return { frame, size }
}
