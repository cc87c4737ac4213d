import { expect, test } from 'vitest'
import { wantsReader } from '../../../src/tui/reader/wants-reader.ts'

test.each([
  [undefined, false],
  ['', false],
  ['0', false],
  ['false', false],
  ['1', true],
  ['true', true],
])('INK_SCREEN_READER=%s: %s', (value, wanted) => {
  expect(wantsReader({ INK_SCREEN_READER: value })).toBe(wanted)
})
