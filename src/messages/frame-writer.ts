/** Makes one unmasked WebSocket frame, as a server sends it (RFC 6455 §5.2). */

export const opcodes = { text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const

export function encodeFrame(kind: keyof typeof opcodes, payload: Uint8Array): Uint8Array {
  const size = payload.length
  const extended = size < 126 ? 0 : size < 65_536 ? 2 : 8
  const frame = new Uint8Array(2 + extended + size)
  frame[0] = 0x80 | opcodes[kind]
  frame[1] = extended === 0 ? size : extended === 2 ? 126 : 127
  for (let i = 0; i < extended; i++) frame[1 + extended - i] = Math.floor(size / 256 ** i) & 255
  frame.set(payload, 2 + extended)
  return frame
}
