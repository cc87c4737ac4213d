import fc from 'fast-check'
import { expect, test } from 'vitest'
import { wrap } from '../../src/content/wrap.ts'
import { widthOf } from '../../src/kit/width.ts'
import { rowText } from '../support/content.ts'

test('a line goes on in the next row, its pieces with their kinds', () => {
  expect(wrap([['abc', 'key'], ['defgh']], 4)).toEqual([[['abc', 'key'], ['d']], [['efgh']]])
  expect(wrap([], 4)).toEqual([[]])
  expect(wrap([['日本語']], 5)).toEqual([[['日本']], [['語']]])
  expect(wrap([['a'], ['日本']], 2)).toEqual([[['a']], [['日']], [['本']]])
})

test('nothing is lost and nothing is too wide', () => {
  const text = fc.string({ unit: fc.constantFrom('a', '日', 'é', '👍', ' '), maxLength: 40 })
  fc.assert(
    fc.property(fc.array(text, { maxLength: 4 }), fc.integer({ min: 2, max: 12 }), (pieces, width) => {
      const rows = wrap(
        pieces.map((piece) => [piece] as const),
        width,
      )
      expect(rows.map(rowText).join('')).toBe(pieces.join(''))
      for (const row of rows) expect(widthOf(rowText(row))).toBeLessThanOrEqual(width)
    }),
  )
})
