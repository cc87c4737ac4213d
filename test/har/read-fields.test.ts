import { expect, test } from 'vitest'
import { readFields } from '../../src/har/read-fields.ts'

test.each([
  [
    [
      { name: 'A', value: 'b' },
      { name: 'a', value: 1 },
    ],
    ['A', 'b', 'a', '1'],
  ],
  [[['A', 'b']], ['A', 'b']],
  [{ A: 'b' }, ['A', 'b']],
  [[{ name: 'Set-Cookie', value: 'a=1\nb=2' }], ['Set-Cookie', 'a=1', 'Set-Cookie', 'b=2']],
  [[{ value: 'x' }, {}, null, 3], []],
  [
    [
      { name: 'A', value: 'é' },
      { name: 'B', value: 'é', _latin1: true },
    ],
    ['A', '\xc3\xa9', 'B', '\xe9'],
  ],
  [undefined, []],
])('%j', (headers, fields) => {
  expect(readFields(headers).fields).toEqual(fields)
})

test('pseudo fields stand apart', () => {
  expect(
    readFields([
      { name: ':Authority', value: 'a' },
      { name: 'x', value: 'y' },
    ]),
  ).toEqual({ fields: ['x', 'y'], pseudo: { ':authority': 'a' } })
})
