import { expect, test } from 'vitest'
import { parseRates } from '../../src/kit/rate.ts'

test.each([
  ['1MB/s', 1_000_000, 1_000_000],
  ['500kbit', 62_500, 62_500],
  ['1.6Mbit/s/750kbit/s', 200_000, 93_750],
  ['10MB/1KiB', 10_000_000, 1024],
  ['8bit', 1, 1],
])('%s', (text, down, up) => {
  expect(parseRates(text)).toEqual({ down, up })
})

test.each(['', 'fast', '1', '0kB', '1 MB', '1mb', '1MB/s/', '1MB/1MB/1MB', '-1B'])('%j is no rate', (text) => {
  expect(parseRates(text)).toBeUndefined()
})
