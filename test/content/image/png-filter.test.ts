import { expect, test } from 'vitest'
import { unfilter } from '../../../src/content/image/png-filter.ts'

const lines = (...raw: number[]) => [...unfilter(Uint8Array.from(raw), 3, raw.length / 4, 1)]

test('each filter is undone', () => {
  expect(lines(0, 1, 2, 3)).toEqual([1, 2, 3])
  expect(lines(1, 1, 2, 255)).toEqual([1, 3, 2])
  expect(lines(0, 1, 2, 3, 2, 1, 1, 1)).toEqual([1, 2, 3, 2, 3, 4])
  expect(lines(0, 10, 20, 30, 3, 1, 1, 1)).toEqual([10, 20, 30, 6, 14, 23])
  expect(lines(0, 10, 20, 30, 4, 1, 1, 1)).toEqual([10, 20, 30, 11, 21, 31])
})
