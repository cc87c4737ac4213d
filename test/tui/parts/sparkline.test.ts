import { expect, test } from 'vitest'
import { sparkline } from '../../../src/tui/parts/sparkline.ts'

test('the highest is a full bar, nothing is a blank, the last come last', () => {
  expect(sparkline([0, 1, 4, 8], 4)).toBe(' ▂▅█')
  expect(sparkline([9, 9, 1, 8], 2)).toBe('▂█')
  expect(sparkline([5], 3)).toBe('  █')
  expect(sparkline([0, 0], 3)).toBe('   ')
  expect(sparkline([], 2)).toBe('  ')
})
