import fc from 'fast-check'
import { expect, test } from 'vitest'
import { widthOf } from '../../../src/kit/width.ts'
import { wrapLine } from '../../../src/tui/detail/wrap-line.ts'
import { plainLine } from '../../../src/tui/theme/paint.ts'

test('words stay whole where they can, and styles go with their text', () => {
  expect(wrapLine([['one two three four', 'ok'], [' five']], 14, 2)).toEqual([
    [['one two three ', 'ok']],
    [['  '], ['four', 'ok'], [' five']],
  ])
  expect(wrapLine([['x'.repeat(25)]], 14, 2).map(plainLine)).toEqual(['x'.repeat(14), `  ${'x'.repeat(11)}`])
  expect(wrapLine([['short']], 10)).toEqual([[['short']]])
  expect(wrapLine([], 10)).toEqual([[]])
})

test('no text is lost, and no row is wider than there is room, whatever the characters', () => {
  const text = fc.string({ unit: fc.constantFrom('a', ' ', 'é', '日', '🎉', '👩‍👩‍👧', 'b') })
  fc.assert(
    fc.property(fc.array(text, { maxLength: 4 }), fc.integer({ min: 2, max: 30 }), (pieces, width) => {
      const rows = wrapLine(
        pieces.map((piece) => [piece]),
        width,
      )
      expect(rows.map(plainLine).join('')).toBe(pieces.join(''))
      for (const row of rows) expect(widthOf(plainLine(row))).toBeLessThanOrEqual(width)
    }),
  )
})
