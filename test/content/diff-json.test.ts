import fc from 'fast-check'
import { expect, test } from 'vitest'
import { diffJson } from '../../src/content/diff-json.ts'

const said = (before: unknown, after: unknown) => diffJson(before, after).map((change) => `${change.op} ${change.path}`)

test.each([
  [{ a: 1, b: 2 }, { b: 2, a: 1 }, []],
  [{ a: 1 }, { a: 2 }, ['changed $.a']],
  [{ a: 1 }, { b: 1 }, ['removed $.a', 'added $.b']],
  [{ 'a b': { c: [1] } }, { 'a b': { c: [2] } }, ['changed $["a b"].c[0]']],
  [[1, 2, 3], [0, 1, 2, 3], ['added $[0]']],
  [[1, 2, 3], [1, 3], ['removed $[1]']],
  [[{ a: 1 }, 9], [{ a: 2 }, 9], ['changed $[0].a']],
  [[], {}, ['changed $']],
  [null, {}, ['changed $']],
])('%j to %j', (before, after, changes) => {
  expect(said(before, after)).toEqual(changes)
})

test('the same value has no changes, another has some', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
      expect(diffJson(one, structuredClone(one))).toEqual([])
      const same = JSON.stringify(sorted(one)) === JSON.stringify(sorted(other))
      expect(diffJson(one, other).length === 0).toBe(same)
    }),
  )
})

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return Object.is(value, -0) ? '-0' : value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, sorted(each)]),
  )
}

test('long lists are compared position by position, and changes are bounded', () => {
  const list = Array.from({ length: 5000 }, (_, i) => i)
  expect(diffJson(list, [...list.slice(1), 0])).toHaveLength(2000)
})
