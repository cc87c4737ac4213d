/** Makes one WebSocket frame: unmasked as a server sends it, masked as a client does (RFC 6455 §5.2, §5.3). */

export const opcodes = { text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const

/** `mask`: four bytes that nobody can guess. */
export function encodeFrame(kind: keyof typeof opcodes, payload: Uint8Array, mask?: Uint8Array): Uint8Array {
  const size = payload.length
  const extended = size < 126 ? 0 : size < 65_536 ? 2 : 8
  const start = 2 + extended + (mask === undefined ? 0 : 4)
  const frame = new Uint8Array(start + size)
  frame[0] = 0x80 | opcodes[kind]
  frame[1] = (extended === 0 ? size : extended === 2 ? 126 : 127) | (mask === undefined ? 0 : 0x80)
  for (let i = 0; i < extended; i++) frame[1 + extended - i] = Math.floor(size / 256 ** i) & 255
  frame.set(payload, start)
  if (mask !== undefined) {
    frame.set(mask, start - 4)
    for (let i = 0; i < size; i++) frame[start + i]! ^= mask[i & 3]!
  }
  return frame
}
