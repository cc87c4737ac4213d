/** An image as rows of `▀`: each cell has two pixels above each other, which is as square as a terminal's cells get. */
import type { ContentRow, ContentSpan } from '../document.ts'
import type { Pixels } from './pixels.ts'

/** Rows of the largest preview. */
const mostRows = 40

/** What shows through where the image is transparent. */
const ground = 48

/** Samples taken of each pixel shown, in each direction. */
const samples = 4

export function halfBlocks(pixels: Pixels, columns: number): ContentRow[] {
  const { width, height } = pixels
  const scale = Math.min(1, columns / width, (mostRows * 2) / height)
  const across = Math.max(1, Math.round(width * scale))
  const down = Math.max(1, Math.round(height * scale))
  const rows: ContentRow[] = []
  for (let y = 0; y < down; y += 2) {
    const row: ContentSpan[] = []
    for (let x = 0; x < across; x++) {
      const upper = colourOf(pixels, x / across, y / down, 1 / across, 1 / down)
      const lower = y + 1 < down ? colourOf(pixels, x / across, (y + 1) / down, 1 / across, 1 / down) : '#303030'
      row.push(['▀', `${upper as '#'}/${lower as '#'}`])
    }
    rows.push(joined(row))
  }
  return rows
}

/** The mean of some pixels in a part of the image, given in shares of its size. */
function colourOf({ width, height, rgba }: Pixels, left: number, top: number, wide: number, high: number): string {
  const sum = [0, 0, 0]
  for (let i = 0; i < samples; i++)
    for (let j = 0; j < samples; j++) {
      const x = Math.min(width - 1, Math.floor((left + (wide * (i + 0.5)) / samples) * width))
      const y = Math.min(height - 1, Math.floor((top + (high * (j + 0.5)) / samples) * height))
      const at = (y * width + x) * 4
      const alpha = rgba[at + 3]! / 255
      for (let c = 0; c < 3; c++) sum[c]! += rgba[at + c]! * alpha + ground * (1 - alpha)
    }
  return `#${sum.map((total) => hex(total / samples ** 2)).join('')}`
}

function hex(value: number): string {
  return Math.round(value).toString(16).padStart(2, '0')
}

/** Neighbours of one colour are one span. */
function joined(row: readonly ContentSpan[]): ContentRow {
  const result: ContentSpan[] = []
  for (const [text, kind] of row) {
    const last = result.at(-1)
    if (last !== undefined && last[1] === kind) result[result.length - 1] = [last[0] + text, kind!]
    else result.push([text, kind!])
  }
  return result
}
