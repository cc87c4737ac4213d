/** An image as rows of `▀`: each cell has two pixels above each other, which is as square as a terminal's cells get. */
import type { ContentRow, ContentSpan } from '../document.ts'
import type { Pixels } from './pixels.ts'

/** Rows of the largest preview. */
export const mostRows = 40

/** What shows through where the image is transparent. */
const ground = 48

export function halfBlocks(pixels: Pixels, columns: number): ContentRow[] {
  const { width, height } = pixels
  const scale = Math.min(1, columns / width, (mostRows * 2) / height)
  const across = Math.max(1, Math.round(width * scale))
  const down = Math.max(1, Math.round(height * scale))
  const rows: ContentRow[] = []
  for (let y = 0; y < down; y += 2) {
    const row: ContentSpan[] = []
    for (let x = 0; x < across; x++) {
      const upper = colourOf(pixels, across, down, x, y)
      const lower = y + 1 < down ? colourOf(pixels, across, down, x, y + 1) : '#303030'
      row.push(['▀', `${upper as '#'}/${lower as '#'}`])
    }
    rows.push(joined(row))
  }
  return rows
}

/** The colour of one cell of a grid over the image: its pixel, or where there are more the mean of four of them. */
function colourOf({ width, height, rgba }: Pixels, across: number, down: number, left: number, top: number): string {
  const samples = across < width ? 2 : 1
  let [red, green, blue] = [0, 0, 0]
  for (let i = 0; i < samples; i++)
    for (let j = 0; j < samples; j++) {
      const x = Math.floor(((left + (i + 0.5) / samples) * width) / across)
      const y = Math.floor(((top + (j + 0.5) / samples) * height) / down)
      const at = (Math.min(height - 1, y) * width + Math.min(width - 1, x)) * 4
      const alpha = rgba[at + 3]! / 255
      const rest = ground * (1 - alpha)
      red += rgba[at]! * alpha + rest
      green += rgba[at + 1]! * alpha + rest
      blue += rgba[at + 2]! * alpha + rest
    }
  const mean = (sum: number) => Math.round(sum / samples ** 2)
  return `#${((mean(red) << 16) | (mean(green) << 8) | mean(blue)).toString(16).padStart(6, '0')}`
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
