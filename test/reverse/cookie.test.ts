import { expect, test } from 'vitest'
import { cookieValue } from '../../src/reverse/cookie.ts'

test('the first of its name, over all lines', () => {
  const fields = ['Cookie', 'a=1; B=2;c = 3 ', 'cookie', 'd=4=4; a=5']
  expect(['a', 'B', 'b', 'c', 'd', 'e'].map((name) => cookieValue(fields, name))).toEqual([
    '1',
    '2',
    undefined,
    '3',
    '4=4',
    undefined,
  ])
})
