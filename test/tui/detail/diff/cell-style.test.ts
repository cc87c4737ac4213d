import { expect, test } from 'vitest'
import { signs, styleOf } from '../../../../src/tui/detail/diff/cell-style.ts'

test('what a recipient cares about has a sign and a style of its own', () => {
  expect([signs.added, signs.removed, signs.changed, signs.same]).toEqual(['+', '-', '~', ' '])
  expect((['added', 'removed', 'changed', 'renamed', 'recased', 'moved', 'same'] as const).map(styleOf)).toEqual([
    'added',
    'removed',
    'changed',
    'changed',
    'dim',
    'dim',
    'dim',
  ])
})
