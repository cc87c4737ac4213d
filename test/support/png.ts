/** PNGs made for tests: 8 bits, RGB and alpha unless told otherwise, checksums left out since nobody here looks at them. */
import { Buffer } from 'node:buffer'
import { deflateSync } from 'node:zlib'

export type Colour = readonly [red: number, green: number, blue: number, alpha: number]

export function pngOf(width: number, height: number, at: (x: number, y: number) => Colour): Uint8Array {
  const lines = Array.from({ length: height }, (_, y) =>
    Buffer.from([0, ...Array.from({ length: width }, (_each, x) => at(x, y)).flat()]),
  )
  return rawPng({ width, height, depth: 8, colour: 6 }, Buffer.concat(lines))
}

/** `lines` with their filter bytes. */
export function rawPng(
  head: { width: number; height: number; depth: number; colour: number; interlaced?: boolean },
  lines: Uint8Array,
  extra: Readonly<Record<string, readonly number[]>> = {},
): Uint8Array {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(head.width, 0)
  header.writeUInt32BE(head.height, 4)
  header[8] = head.depth
  header[9] = head.colour
  header[12] = head.interlaced ? 1 : 0
  const chunks = [
    chunk('IHDR', header),
    ...Object.entries(extra).map(([type, content]) => chunk(type, Buffer.from(content))),
    chunk('IDAT', deflateSync(lines)),
    chunk('IEND', Buffer.alloc(0)),
  ]
  return new Uint8Array(Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...chunks]))
}

function chunk(type: string, content: Buffer): Buffer {
  const head = Buffer.alloc(8)
  head.writeUInt32BE(content.length, 0)
  head.write(type, 4, 'latin1')
  return Buffer.concat([head, content, Buffer.alloc(4)])
}
