import { stripVTControlCharacters } from 'node:util'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { widthOf } from '../../../src/kit/width.ts'
import { paintLine, plainLine } from '../../../src/tui/theme/paint.ts'
import { themes } from '../../../src/tui/theme/theme.ts'

const { dark, sixteen, plain } = themes

test('a style is switched on and off again', () => {
  expect(paintLine([['a'], ['b', 'ok']], 2, sixteen)).toBe('a\x1b[32mb\x1b[0m')
  expect(paintLine([['b', 'ok']], 1, plain)).toBe('b')
})

test('a selected row is one bar to the end', () => {
  expect(paintLine([['a'], ['b', 'ok']], 4, sixteen, 'selected')).toBe(
    '\x1b[7ma\x1b[0m\x1b[7;32mb\x1b[0m\x1b[7m  \x1b[0m',
  )
})

test('what is too long is cut where it stands', () => {
  expect(stripVTControlCharacters(paintLine([['abc', 'dim'], ['defg'], ['h']], 5, dark))).toBe('abcd…')
  expect(stripVTControlCharacters(paintLine([['日本語']], 4, dark)).trimEnd()).toBe('日…')
})

test('every line has exactly its width', () => {
  const span = fc.tuple(
    fc.string({ unit: fc.constantFrom('a', ' ', '日', 'é', '👍') }),
    fc.constantFrom('plain' as const, 'ok' as const),
  )
  fc.assert(
    fc.property(fc.array(span), fc.integer({ min: 1, max: 20 }), (line, columns) => {
      expect(widthOf(stripVTControlCharacters(paintLine(line, columns, dark)))).toBe(columns)
    }),
  )
})

test('what follows a text of uncertain width stands at its column', () => {
  expect(paintLine([['\u{1f44d}\u{1f3fd}'], [' 1']], 6, plain)).toBe('\u{1f44d}\u{1f3fd}\x1b[3G 1  ')
  expect(paintLine([['日é│'], ['1']], 6, plain)).toBe('日é│1 ')
  expect(paintLine([['☀'], ['1']], 2, plain, 'none', 10)).toBe('☀\x1b[12G1')
  expect(paintLine([['☀']], 1, plain)).toBe('☀')
})

test('the text alone', () => {
  expect(plainLine([['a', 'ok'], ['b']])).toBe('ab')
})
