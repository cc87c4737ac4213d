import { expect, test } from 'vitest'
import { menuLines } from '../../../src/tui/panels/menu.ts'
import { plainLine } from '../../../src/tui/theme/paint.ts'

test('keys, labels in a column, details', () => {
  const lines = menuLines([
    { label: 'a', detail: 'one', line: '', key: 'x' },
    { label: 'long', line: '' },
  ])
  expect(lines.map(plainLine).map((line) => line.trimEnd())).toEqual([' x a      one', '   long'])
})
