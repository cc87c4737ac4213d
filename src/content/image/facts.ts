/** What an image says of itself in its first bytes: format, size, and little more. */
import { view } from '../text-piece.ts'

export type ImageFormat = 'PNG' | 'JPEG' | 'GIF' | 'WebP' | 'BMP' | 'ICO' | 'AVIF' | 'HEIC' | 'TIFF'

export type ImageFacts = {
  format: ImageFormat
  /** Pixels; absent when the file does not say where we look. */
  width?: number
  height?: number
  /** One fact each: depth, colours, animation. */
  details: readonly string[]
}

/** Undefined when it is no image we know. */
export function imageFacts(bytes: Uint8Array): ImageFacts | undefined {
  try {
    return readFacts(bytes)
  } catch {
    // Shorter than its own beginning.
    return undefined
  }
}

function readFacts(bytes: Uint8Array): ImageFacts | undefined {
  const head = view(bytes, 0, Math.min(bytes.length, 32)).toString('latin1')
  const data = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return pngFacts(data)
  if (head.startsWith('\xff\xd8\xff')) return jpegFacts(data)
  if (/^GIF8[79]a/.test(head)) return gifFacts(data, head)
  if (head.startsWith('RIFF') && head.slice(8, 12) === 'WEBP') return webpFacts(data, head)
  if (head.startsWith('BM') && bytes.length > 26) return bmpFacts(data)
  if (head.startsWith('\0\0\x01\0')) return icoFacts(data)
  const brand = /^....ftyp(avif|avis|heic|heix|mif1)/s.exec(head)?.[1]
  if (brand !== undefined) return isoFacts(bytes, brand)
  return /^(II\*\0|MM\0\*)/.test(head) ? { format: 'TIFF', details: [] } : undefined
}

const pngColours: Readonly<Record<number, string>> = {
  0: 'greyscale',
  2: 'RGB',
  3: 'palette',
  4: 'greyscale and alpha',
  6: 'RGB and alpha',
}

function pngFacts(data: DataView): ImageFacts {
  const details = [`${data.getUint8(24)} bits`, pngColours[data.getUint8(25)] ?? 'unknown colours']
  if (data.getUint8(28) === 1) details.push('interlaced')
  return { format: 'PNG', width: data.getUint32(16), height: data.getUint32(20), details }
}

/** The size stands in the first start-of-frame segment (ITU T.81 §B.2.2). */
function jpegFacts(data: DataView): ImageFacts {
  for (let at = 2; at + 9 < data.byteLength;) {
    if (data.getUint8(at) !== 0xff) break
    const marker = data.getUint8(at + 1)
    if (marker === 0xff) {
      at++
      continue
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
    if (isFrame) {
      const components = data.getUint8(at + 9)
      const details = [components === 1 ? 'greyscale' : components === 4 ? 'CMYK' : 'YCbCr']
      if (marker === 0xc2) details.push('progressive')
      return { format: 'JPEG', width: data.getUint16(at + 7), height: data.getUint16(at + 5), details }
    }
    at += 2 + data.getUint16(at + 2)
  }
  return { format: 'JPEG', details: [] }
}

function gifFacts(data: DataView, head: string): ImageFacts {
  const size = { width: data.getUint16(6, true), height: data.getUint16(8, true) }
  return { format: 'GIF', ...size, details: [`version ${head.slice(3, 6)}`] }
}

function webpFacts(data: DataView, head: string): ImageFacts {
  const kind = head.slice(12, 16)
  if (kind === 'VP8X') {
    const size = (at: number) => 1 + data.getUint8(at) + (data.getUint8(at + 1) << 8) + (data.getUint8(at + 2) << 16)
    const details = (data.getUint8(20) & 2) !== 0 ? ['animated'] : []
    return { format: 'WebP', width: size(24), height: size(27), details }
  }
  if (kind === 'VP8L') {
    const bits = data.getUint32(21, true)
    return { format: 'WebP', width: 1 + (bits & 0x3fff), height: 1 + ((bits >> 14) & 0x3fff), details: ['lossless'] }
  }
  const size = { width: data.getUint16(26, true) & 0x3fff, height: data.getUint16(28, true) & 0x3fff }
  return { format: 'WebP', ...size, details: [] }
}

function bmpFacts(data: DataView): ImageFacts {
  const size = { width: Math.abs(data.getInt32(18, true)), height: Math.abs(data.getInt32(22, true)) }
  return { format: 'BMP', ...size, details: [] }
}

function icoFacts(data: DataView): ImageFacts {
  const count = data.getUint16(4, true)
  const size = { width: data.getUint8(6) || 256, height: data.getUint8(7) || 256 }
  return { format: 'ICO', ...size, details: [`${count} ${count === 1 ? 'image' : 'images'}`] }
}

/** The first `ispe` property of the container (ISO/IEC 23008-12 §6.5.3). */
function isoFacts(bytes: Uint8Array, brand: string): ImageFacts {
  const format = brand.startsWith('avi') ? 'AVIF' : 'HEIC'
  const near = view(bytes, 0, Math.min(bytes.length, 4096))
  const at = near.indexOf('ispe', 0, 'latin1')
  if (at < 0 || at + 16 > near.length) return { format, details: [] }
  return { format, width: near.readUInt32BE(at + 8), height: near.readUInt32BE(at + 12), details: [] }
}
