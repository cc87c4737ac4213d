/** Pixels of a PNG (W3C PNG, third edition), interlaced ones excepted. Throws at what is no PNG. */
import { inflateSync } from 'node:zlib'
import { Buffer } from 'node:buffer'
import { cutAfter } from './cut-after.ts'
import type { Pixels } from './pixels.ts'
import { unfilter } from './png-filter.ts'

type Header = { width: number; height: number; depth: number; colour: number }

/** Samples of a pixel, by colour type. */
const channels: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }

export function decodePng(bytes: Uint8Array): Pixels {
  const { header, palette, alpha, data } = readChunks(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
  const { width, height, depth, colour } = header
  const samples = channels[colour]
  if (samples === undefined) throw new Error('unknown colour type')
  const stride = Math.ceil((width * depth * samples) / 8)
  const raw = inflateSync(data, { maxOutputLength: (stride + 1) * height + 1024, finishFlush: 2 })
  const lines = unfilter(raw, stride, height, Math.max(1, (depth * samples) >> 3))
  const rgba = new Uint8Array(width * height * 4)
  const paint = painter(header, palette, alpha)
  const there = Math.min(height, Math.floor(raw.length / (stride + 1)))
  for (let y = 0; y < there; y++) for (let x = 0; x < width; x++) paint(lines, y * stride, x, rgba, (y * width + x) * 4)
  return { width, height, rgba, ...cutAfter(there, height) }
}

type Chunks = { header: Header; palette: Buffer; alpha: Buffer; data: Buffer }

function readChunks(png: Buffer): Chunks {
  let header: Header | undefined
  let palette: Buffer = Buffer.alloc(0)
  let alpha: Buffer = Buffer.alloc(0)
  const data: Buffer[] = []
  for (let at = 8; at + 8 <= png.length;) {
    const length = png.readUInt32BE(at)
    const type = png.toString('latin1', at + 4, at + 8)
    const content = png.subarray(at + 8, at + 8 + length)
    if (type === 'IHDR') header = readHeader(content)
    if (type === 'PLTE') palette = content
    if (type === 'tRNS') alpha = content
    if (type === 'IDAT') data.push(content)
    at += 12 + length
  }
  if (header === undefined || data.length === 0) throw new Error('no header or no pixels')
  return { header, palette, alpha, data: Buffer.concat(data) }
}

function readHeader(content: Buffer): Header {
  if (content[12] === 1) throw new Error('interlaced')
  return { width: content.readUInt32BE(0), height: content.readUInt32BE(4), depth: content[8]!, colour: content[9]! }
}

type Paint = (lines: Uint8Array, line: number, x: number, rgba: Uint8Array, to: number) => void

/** Writes one pixel. Of 16 bits the upper eight are taken. */
function painter({ depth, colour }: Header, palette: Buffer, alpha: Buffer): Paint {
  const samples = channels[colour]!
  const step = (samples * depth) / 8
  const wide = depth === 16 ? 2 : 1
  const set = (rgba: Uint8Array, to: number, colours: readonly [number, number, number, number]) =>
    rgba.set(colours, to)
  const packed = (lines: Uint8Array, line: number, x: number) =>
    (lines[line + ((x * depth) >> 3)]! >> (8 - depth - ((x * depth) & 7))) & ((1 << depth) - 1)
  const sample = (lines: Uint8Array, line: number, x: number, i: number) => lines[line + x * step + i * wide]!
  if (colour === 3)
    return (lines, line, x, rgba, to) => {
      const i = depth === 8 ? lines[line + x]! : packed(lines, line, x)
      set(rgba, to, [palette[i * 3] ?? 0, palette[i * 3 + 1] ?? 0, palette[i * 3 + 2] ?? 0, alpha[i] ?? 255])
    }
  if (samples <= 2)
    return (lines, line, x, rgba, to) => {
      const grey = depth < 8 ? (packed(lines, line, x) * 255) / ((1 << depth) - 1) : sample(lines, line, x, 0)
      set(rgba, to, [grey, grey, grey, samples === 2 ? sample(lines, line, x, 1) : 255])
    }
  return (lines, line, x, rgba, to) => {
    const of = (i: number) => sample(lines, line, x, i)
    set(rgba, to, [of(0), of(1), of(2), samples === 4 ? of(3) : 255])
  }
}
