import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { fit, lengthWithin, pad, truncate, widthOf } from '../../src/kit/width.ts'

describe('width', () => {
  test.each([
    ['', 0],
    ['abc', 3],
    ['é', 1],
    ['e\u0301', 1],
    ['日本', 4],
    ['한글', 4],
    ['ｆｕｌｌ', 8],
    ['👍', 2],
    ['👨‍👩‍👧', 2],
    ['🇩🇪', 2],
    ['❤️', 2],
    ['→…', 2],
    ['\u200b', 0],
  ])('%j takes %i', (text, width) => {
    expect(widthOf(text)).toBe(width)
  })

  test('cuts between characters and says so', () => {
    expect(truncate('abcdef', 6)).toBe('abcdef')
    expect(truncate('abcdef', 5)).toBe('abcd…')
    expect(truncate('日本語', 5)).toBe('日本…')
    expect(truncate('日本語', 4)).toBe('日…')
    expect(truncate('abc', 1)).toBe('…')
    expect(truncate('abc', 0)).toBe('')
  })

  test('tells how much fits', () => {
    expect(lengthWithin('abcdef', 4)).toBe(4)
    expect(lengthWithin('abc', 9)).toBe(3)
    expect(lengthWithin('日本語', 5)).toBe(2)
    expect(lengthWithin('👨‍👩‍👧x', 2)).toBe('👨‍👩‍👧'.length)
    expect(lengthWithin('日', 1)).toBe(1)
  })

  test('fills, and leaves alone what is long enough', () => {
    expect(pad('日', 4)).toBe('日  ')
    expect(pad('abc', 2)).toBe('abc')
  })

  test('what is fitted takes exactly its columns', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', '日', 'é', '👍', ' ') }), fc.nat(20), (text, columns) => {
        expect(widthOf(fit(text, columns))).toBe(columns)
        expect(widthOf(truncate(text, columns))).toBeLessThanOrEqual(columns)
      }),
    )
  })
})
