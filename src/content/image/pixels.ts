/** A decoded image, and what decoding may cost: a preview of a hundred columns is not worth a gigabyte. */
import { Buffer } from 'node:buffer'
import type { ImageFacts } from './facts.ts'

export type Pixels = {
  width: number
  height: number
  /** Red, green, blue and alpha of each pixel, row by row. */
  rgba: Uint8Array
  /** What is missing; absent when all of it is there. */
  cut?: string
}

/** Millions of pixels decoded: each costs some twenty bytes meanwhile, in a thread that ends with it. */
const most = 16
/** What jpeg-js may take, MB: forty bytes for each of them. */
const jpegMemory = 768

/** Why there will be no pixels; undefined when it is worth a try. */
export function whyNone({ format, width, height }: ImageFacts): string | undefined {
  if (format !== 'PNG' && format !== 'GIF' && format !== 'JPEG') return `no preview of ${format} images`
  if (width === undefined || height === undefined || width * height === 0) return 'its size cannot be read'
  return width * height > most * 1e6 ? `no preview above ${most} million pixels` : undefined
}

/** The pixels, or why there are none. Never rejects. Takes its time: in a thread. */
export async function decodePixels(bytes: Uint8Array, facts: ImageFacts): Promise<Pixels | string> {
  const why = whyNone(facts)
  if (why !== undefined) return why
  try {
    if (facts.format === 'PNG') return (await import('./png.ts')).decodePng(bytes)
    if (facts.format === 'GIF') return (await import('./gif.ts')).decodeGif(bytes)
    const { decode } = (await import('jpeg-js')).default
    const { data, ...size } = decode(bytes, { useTArray: true, tolerantDecoding: true, maxMemoryUsageInMB: jpegMemory })
    return { ...size, rgba: data }
  } catch {
    return `the ${facts.format} cannot be decoded${facts.format === 'JPEG' && endsEarly(bytes) ? ': it ends early' : ''}`
  }
}

/** A JPEG ends with a marker behind its last scan (ITU-T T.81 B.1.1.3); between the two these bytes mean nothing else. */
function endsEarly(jpeg: Uint8Array): boolean {
  const bytes = Buffer.from(jpeg.buffer, jpeg.byteOffset, jpeg.byteLength)
  return bytes.lastIndexOf(endOfImage) < bytes.lastIndexOf(startOfScan)
}

const endOfImage = Uint8Array.of(0xff, 0xd9)
const startOfScan = Uint8Array.of(0xff, 0xda)
