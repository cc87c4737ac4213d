/** Toxiproxy's slicer: chunks are cut into small ones of about one size, as a bad network would, and sent one by one. */
import { DelayLine } from '../kit/delay-line.ts'
import { readableDuration } from '../kit/readable.ts'
import { defineFault } from '../model/fault.ts'

export const slicer = defineFault({
  name: 'slicer',
  summary: 'Cuts the bytes into small pieces, with an optional pause after each.',
  family: 'toxiproxy',
  options: {
    average_size: { kind: 'bytes', summary: 'Bytes of a piece, on average.', min: 1 },
    size_variation: { kind: 'bytes', summary: 'Pieces vary by up to this; counts only below the average.', default: 0 },
    delay: { kind: 'integer', summary: 'Pause after each piece.', unit: 'µs', min: 0, max: 60_000_000, default: 0 },
  },
  explain: ({ average_size: average, size_variation: variation, delay }) =>
    `cut the bytes into pieces of ${average}${variation > 0 ? ` ± ${variation}` : ''} bytes${delay > 0 ? `, ${readableDuration(delay / 1000)} apart` : ''}`,
  bytes:
    ({ average_size: average, size_variation: variation, delay }) =>
    (next, tools) => {
      const around = Math.min(variation, average - 1)
      let free = 0
      return new DelayLine(next, tools, (chunk, hold) => {
        const borders: number[] = []
        bisect(0, chunk.length, average, around, () => tools.random('slice'), borders)
        let from = 0
        for (const to of borders) {
          free = Math.max(free, tools.now())
          hold(chunk.subarray(from, to), free)
          free += delay / 1000
          from = to
        }
      })
    },
})

/** Halves what is longer than a piece may be, about its middle, so that pieces at the ends are no smaller than others. */
function bisect(
  from: number,
  to: number,
  average: number,
  variation: number,
  random: () => number,
  borders: number[],
): void {
  if (to - from - average <= variation) return void borders.push(to)
  const shift = variation === 0 ? 0 : Math.floor(random() * variation * 2) - variation
  const middle = from + Math.floor((to - from) / 2) + shift
  bisect(from, middle, average, variation, random, borders)
  bisect(middle, to, average, variation, random, borders)
}
