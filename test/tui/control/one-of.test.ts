import { expect, test } from 'vitest'
import { oneOf } from '../../../src/tui/control/one-of.ts'

test('a word that is one of them, or what was probably meant', () => {
  expect(oneOf('up', ['up', 'down'], 'a way')).toBe('up')
  expect(() => oneOf('dwn', ['up', 'down'], 'a way')).toThrow('Expected a way (up, down), got dwn.')
  expect(() => oneOf('', ['up'], 'a way')).toThrow('got nothing')
})
