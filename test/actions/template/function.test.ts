import { expect, test } from 'vitest'
import { isObject, numberOf, textOf } from '../../../src/actions/template/function.ts'

test.each([
  [undefined, ''],
  [null, ''],
  [0, '0'],
  [{ a: 1 }, '{"a":1}'],
  [['a', 'b'], 'a,b'],
])('%j prints as %s', (value, text) => expect(textOf(value)).toBe(text))

test('only objects of JSON are objects', () => {
  expect(isObject({})).toBe(true)
  for (const value of [[], null, 'a', Object.create(null)]) expect(isObject(value)).toBe(false)
})

test('numbers may be texts', () => {
  expect(numberOf(' 4.5 ', 'x')).toBe(4.5)
  expect(() => numberOf('', 'math')).toThrow('math wants a number, got ""')
})
