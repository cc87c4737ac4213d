import { expect, test } from 'vitest'
import { joinCookies } from '../../src/kit/join-cookies.ts'

test('several become one, one stays', () => {
  const one = ['Cookie', 'a=1', 'x', 'y']
  expect(joinCookies(one)).toBe(one)
  expect(joinCookies(['cookie', 'a=1', 'x', 'cookie', 'Cookie', 'b=2'])).toEqual(['x', 'cookie', 'cookie', 'a=1; b=2'])
})
