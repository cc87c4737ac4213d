/** WebSocket frames and handshakes for tests, after RFC 6455. */
import { createHash } from 'node:crypto'

export const key = 'dGhlIHNhbXBsZSBub25jZQ=='

export function acceptFor(given: string): string {
  return createHash('sha1').update(`${given}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64')
}

/** One unfragmented frame; from clients it is masked. */
export function frame(opcode: number, payload: Buffer, masked: boolean): Buffer {
  const head =
    payload.length < 126
      ? Buffer.from([0x80 | opcode, payload.length])
      : Buffer.from([0x80 | opcode, 126, payload.length >> 8, payload.length & 0xff])
  if (!masked) return Buffer.concat([head, payload])
  head[1]! |= 0x80
  const mask = Buffer.from([1, 2, 3, 4])
  return Buffer.concat([head, mask, payload.map((byte, i) => byte ^ mask[i % 4]!)])
}

export function closeFrame(code: number, reason: string, masked: boolean): Buffer {
  return frame(8, Buffer.concat([Buffer.from([code >> 8, code & 0xff]), Buffer.from(reason)]), masked)
}

/** The first whole frame of the bytes, if there is one. */
export function readFrame(bytes: Buffer): { opcode: number; payload: Buffer; size: number } | undefined {
  if (bytes.length < 2) return undefined
  const short = bytes[1]! & 0x7f
  const lengthEnd = short === 126 ? 4 : 2
  const length = short === 126 ? bytes.readUInt16BE(2) : short
  const masked = (bytes[1]! & 0x80) !== 0
  const start = lengthEnd + (masked ? 4 : 0)
  if (bytes.length < start + length) return undefined
  const mask = bytes.subarray(lengthEnd, start)
  const payload = Buffer.from(bytes.subarray(start, start + length)).map((byte, i) =>
    masked ? byte ^ mask[i % 4]! : byte,
  )
  return { opcode: bytes[0]! & 0x0f, payload: Buffer.from(payload), size: start + length }
}
