import fc from 'fast-check'
import { expect, test } from 'vitest'
import { jsonPath } from '../../../src/actions/template/json-path.ts'

const value = { a: { b: [{ id: 1 }, { id: 2 }], 'x y': 3 }, id: 9 }

test.each([
  ['$', value],
  ['$.a.b[0].id', 1],
  ['a.b[-1].id', 2],
  ["$.a['x y']", 3],
  ['$["a"]["x y"]', 3],
  ['$.a.b[*].id', [1, 2]],
  ['$..id', [9, 1, 2]],
  ['$.a.b.*', [{ id: 1 }, { id: 2 }]],
  ['$.a.none', undefined],
  ['$.a.constructor', undefined],
])('%s', (path, found) => expect(jsonPath(value, path)).toEqual(found))

test('what cannot be read says where', () => {
  expect(() => jsonPath(value, '$.a[?(@.b)]')).toThrow('cannot be read at "[?(@.b)]"')
})

test('it comes to an end', () => {
  const wide = Array.from({ length: 500 }, () => Array.from({ length: 500 }, () => 1))
  expect(() => jsonPath(wide, '$..*..*')).toThrow('more than 100000 values')
})

test('any text is a path or refused', () => {
  fc.assert(
    fc.property(fc.string(), fc.jsonValue(), (path, any) => {
      try {
        jsonPath(any, path)
      } catch (error) {
        expect((error as Error).message).toMatch(/^the path /)
      }
    }),
  )
})
