import { expect, test } from 'vitest'
import { isLinear, longestText } from '../../src/filter/pattern-cost.ts'
import { parsePattern } from '../../src/filter/pattern-parse.ts'

const tree = (source: string) => parsePattern(source, { ignoreCase: true, multiline: false, dotAll: false }).tree

test.each(['(a+)+$', 'a{1,16}', '(a{4}){4}', '(a|b)*c', '[^=]*x', '\\bfoo\\b', '\\Aa\\Z'])('%s is linear', (source) => {
  expect(isLinear(tree(source), false)).toBe(true)
})

test.each(['(?=a)b', '(?<!a)b', '(a)\\1', 'a{17}', '(a{5}){4}', '(a{17,})b'])('%s is not', (source) => {
  expect(isLinear(tree(source), false)).toBe(false)
})

test('the start of the text is look-around where lines have starts too', () => {
  expect(isLinear(tree('\\Aa'), true)).toBe(false)
  expect(isLinear(tree('^a'), true)).toBe(true)
})

test('the more repetitions, the shorter the text', () => {
  expect(longestText(tree('(?=a)b[0-9a-f]{32}'))).toBe(Infinity)
  const lengths = ['(?!.*a)', '(?!.*a).*b', '(?!.*a).*b.*c'].map((source) => longestText(tree(source)))
  expect(lengths).toEqual(lengths.toSorted((a, b) => b - a))
  expect(lengths[0]).toBeGreaterThan(30_000)
  expect(lengths[2]).toBeLessThan(200)
})

test('a short count costs its ways, and a pattern that can begin at one place one repetition less', () => {
  expect(longestText(tree('(?=a)b{2,5}c'))).toBe(250_000_000)
  expect(longestText(tree('(?=a)b{0,1000}c'))).toBe(longestText(tree('(?=a)b*c')))
  expect(longestText(tree('^(?=a)b*c*d'), true)).toBe(longestText(tree('(?=a)b*c')))
  expect(longestText(tree('^(?=a)b?c'), true)).toBe(Infinity)
})

test.each(['(?=a)(a+)+', '(a{1,50}){1,50}$', '(?=a)(a|a)*', '(?=x)(a?){20}'])('%s is refused', (source) => {
  expect(() => longestText(tree(source))).toThrow(/repetition inside a repetition/)
})

test('an optional group with a repetition inside is no repetition of it', () => {
  expect(longestText(tree('(?!.*\\.js(\\?.*)?$)'))).toBeGreaterThan(500)
})
