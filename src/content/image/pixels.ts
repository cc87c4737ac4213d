/** A decoded image, and what decoding may cost: a preview of a hundred columns is not worth a stall. */
import type { ImageFacts } from './facts.ts'

export type Pixels = {
  width: number
  height: number
  /** Red, green, blue and alpha of each pixel, row by row. */
  rgba: Uint8Array
}

/** Millions of pixels decoded; a JPEG costs several times what a PNG does. */
const most = { PNG: 4, GIF: 4, JPEG: 1.5 }

/** The pixels, or why there are none. Never rejects. */
export async function decodePixels(bytes: Uint8Array, { format, width, height }: ImageFacts): Promise<Pixels | string> {
  if (format !== 'PNG' && format !== 'GIF' && format !== 'JPEG') return `no preview of ${format} images`
  if (width === undefined || height === undefined || width * height === 0) return 'its size cannot be read'
  if (width * height > most[format] * 1e6) return `no preview above ${most[format]} million pixels`
  try {
    if (format === 'PNG') return (await import('./png.ts')).decodePng(bytes)
    if (format === 'GIF') return (await import('./gif.ts')).decodeGif(bytes)
    const { decode } = (await import('jpeg-js')).default
    const { data, ...size } = decode(bytes, { useTArray: true, maxResolutionInMP: most.JPEG, tolerantDecoding: true })
    return { ...size, rgba: data }
  } catch {
    return `the ${format} cannot be decoded`
  }
}
