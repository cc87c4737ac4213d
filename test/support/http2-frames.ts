/** HTTP/2 frames written by hand (RFC 9113 §4, RFC 7541): for peers that no library would let us be. */

export const preface = Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 'latin1')

export const types = {
  data: 0,
  headers: 1,
  priority: 2,
  reset: 3,
  settings: 4,
  push: 5,
  ping: 6,
  goaway: 7,
  windowUpdate: 8,
  continuation: 9,
} as const
export const flags = { endStream: 1, ack: 1, endHeaders: 4, padded: 8 } as const

export function frame(type: number, flag: number, stream: number, payload: Uint8Array = Buffer.alloc(0)): Buffer {
  const head = Buffer.alloc(9)
  head.writeUIntBE(payload.length, 0, 3)
  head[3] = type
  head[4] = flag
  head.writeUInt32BE(stream, 5)
  return Buffer.concat([head, payload])
}

/** A field block of literals without indexing and without Huffman codes. */
export function block(fields: readonly (readonly [string, string])[]): Buffer {
  return Buffer.concat(fields.flatMap(([name, value]) => [Buffer.from([0]), text(name), text(value)]))
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value, 'latin1')
  return Buffer.concat([integer(bytes.length, 7), bytes])
}

/** RFC 7541 §5.1. */
function integer(value: number, bits: number): Buffer {
  const most = (1 << bits) - 1
  if (value < most) return Buffer.from([value])
  const bytes = [most]
  let rest = value - most
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128)
  bytes.push(rest)
  return Buffer.from(bytes)
}

export function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}

export function settings(...pairs: readonly (readonly [id: number, value: number])[]): Buffer {
  const payload = pairs.map(([id, value]) => Buffer.concat([Buffer.from([id >> 8, id & 255]), uint32(value)]))
  return frame(types.settings, 0, 0, Buffer.concat(payload))
}

export const settingsAck = frame(types.settings, flags.ack, 0)

/** A request for `http://authority/path`, without a body unless told. */
export function request(
  stream: number,
  authority: string,
  path = '/',
  flag: number = flags.endHeaders | flags.endStream,
  more: readonly (readonly [string, string])[] = [],
): Buffer {
  const method = flag & flags.endStream ? 'GET' : 'POST'
  return frame(
    types.headers,
    flag,
    stream,
    block([[':method', method], [':scheme', 'http'], [':authority', authority], [':path', path], ...more]),
  )
}

/** The frames in these bytes (latin1, as raw connections keep them), without a last incomplete one. */
export function parseFrames(received: string): { type: number; flag: number; stream: number; payload: Buffer }[] {
  const bytes = Buffer.from(received, 'latin1')
  const frames: { type: number; flag: number; stream: number; payload: Buffer }[] = []
  for (let at = 0; at + 9 <= bytes.length;) {
    const end = at + 9 + bytes.readUIntBE(at, 3)
    if (end > bytes.length) break
    frames.push({
      type: bytes[at + 3]!,
      flag: bytes[at + 4]!,
      stream: bytes.readUInt32BE(at + 5) & 0x7fffffff,
      payload: bytes.subarray(at + 9, end),
    })
    at = end
  }
  return frames
}
