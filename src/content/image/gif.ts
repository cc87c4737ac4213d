/** Pixels of a GIF's first picture (GIF89a specification, CompuServe 1990). Throws at what is no GIF. */
import { readLzw } from './lzw.ts'
import { cutAfter } from './cut-after.ts'
import type { Pixels } from './pixels.ts'

export function decodeGif(bytes: Uint8Array): Pixels {
  const data = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const width = data.getUint16(6, true)
  const height = data.getUint16(8, true)
  const flags = data.getUint8(10)
  let at = 13
  let palette = new Uint8Array(0)
  const readPalette = (bits: number) => {
    const size = 3 * 2 ** (bits + 1)
    palette = bytes.slice(at, at + size)
    at += size
  }
  if ((flags & 0x80) !== 0) readPalette(flags & 7)
  let transparent = -1
  for (;;) {
    const block = data.getUint8(at++)
    if (block === 0x2c) break
    if (block !== 0x21) throw new Error('no picture')
    // The graphic control extension says which colour is none.
    if (data.getUint8(at) === 0xf9 && (data.getUint8(at + 2) & 1) !== 0) transparent = data.getUint8(at + 5)
    at = skipBlocks(data, at + 1)
  }
  const place = { left: data.getUint16(at, true), top: data.getUint16(at + 2, true) }
  const size = { width: data.getUint16(at + 4, true), height: data.getUint16(at + 6, true) }
  const local = data.getUint8(at + 8)
  at += 9
  if ((local & 0x80) !== 0) readPalette(local & 7)
  const indices = readLzw(joinBlocks(bytes, data, at + 1), data.getUint8(at), size.width * size.height)
  const frame = { ...place, ...size, interlaced: (local & 0x40) !== 0, indices }
  const rgba = paint({ width, height }, frame, palette, transparent)
  return { width, height, rgba, ...cutAfter(Math.floor(indices.length / size.width), size.height) }
}

function skipBlocks(data: DataView, from: number): number {
  let at = from
  for (;;) {
    const length = data.getUint8(at)
    at += 1 + length
    if (length === 0) return at
  }
}

/** The data of the blocks, as far as they are here. */
function joinBlocks(bytes: Uint8Array, data: DataView, from: number): Uint8Array {
  const parts: number[] = []
  for (let at = from; at < bytes.length;) {
    const length = data.getUint8(at)
    if (length === 0) break
    for (let i = at + 1; i <= at + length && i < bytes.length; i++) parts.push(bytes[i]!)
    at += 1 + length
  }
  return Uint8Array.from(parts)
}

type Frame = {
  left: number
  top: number
  width: number
  height: number
  interlaced: boolean
  indices: Uint8Array
}

function paint(
  canvas: { width: number; height: number },
  frame: Frame,
  palette: Uint8Array,
  transparent: number,
): Uint8Array {
  const rgba = new Uint8Array(canvas.width * canvas.height * 4)
  const rows = frame.interlaced ? interlacedRows(frame.height) : undefined
  for (let i = 0; i < frame.indices.length; i++) {
    const index = frame.indices[i]!
    const line = Math.floor(i / frame.width)
    const x = frame.left + (i % frame.width)
    const y = frame.top + (rows?.[line] ?? line)
    if (index === transparent || x >= canvas.width || y >= canvas.height) continue
    const from = index * 3
    rgba.set([palette[from] ?? 0, palette[from + 1] ?? 0, palette[from + 2] ?? 0, 255], (y * canvas.width + x) * 4)
  }
  return rgba
}

function interlacedRows(height: number): number[] {
  const rows: number[] = []
  const passes = [
    [0, 8],
    [4, 8],
    [2, 4],
    [1, 2],
  ] as const
  for (const [start, step] of passes) for (let y = start; y < height; y += step) rows.push(y)
  return rows
}
