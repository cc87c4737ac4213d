/** An image made as small as its preview: each pixel is the mean of what it stands for. */
import { mostRows } from './half-blocks.ts'
import type { Pixels } from './pixels.ts'

/** The widest terminals show no more columns. */
const mostWidth = 800

export function shrink(pixels: Pixels): Pixels {
  const scale = Math.min(1, mostWidth / pixels.width, (mostRows * 2) / pixels.height)
  if (scale === 1) return pixels
  const width = Math.max(1, Math.round(pixels.width * scale))
  const height = Math.max(1, Math.round(pixels.height * scale))
  const rgba = new Uint8Array(width * height * 4)
  for (let y = 0; y < height; y++) {
    const rows = part(y, height, pixels.height)
    for (let x = 0; x < width; x++) mean(pixels, part(x, width, pixels.width), rows, rgba, (y * width + x) * 4)
  }
  return { ...pixels, width, height, rgba }
}

type Part = { from: number; to: number }

/** The nth of `count` parts of a length. */
function part(n: number, count: number, length: number): Part {
  const from = Math.floor((n * length) / count)
  return { from, to: Math.max(from + 1, Math.floor(((n + 1) * length) / count)) }
}

/** What is transparent counts for as much as is seen of it. */
function mean({ width, rgba }: Pixels, columns: Part, rows: Part, into: Uint8Array, to: number): void {
  let [red, green, blue, alpha] = [0, 0, 0, 0]
  for (let y = rows.from; y < rows.to; y++)
    for (let at = (y * width + columns.from) * 4; at < (y * width + columns.to) * 4; at += 4) {
      const seen = rgba[at + 3]!
      red += rgba[at]! * seen
      green += rgba[at + 1]! * seen
      blue += rgba[at + 2]! * seen
      alpha += seen
    }
  if (alpha === 0) return
  into[to] = Math.round(red / alpha)
  into[to + 1] = Math.round(green / alpha)
  into[to + 2] = Math.round(blue / alpha)
  into[to + 3] = Math.round(alpha / ((columns.to - columns.from) * (rows.to - rows.from)))
}
