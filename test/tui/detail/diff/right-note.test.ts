import { expect, test } from 'vitest'
import { withNote } from '../../../../src/tui/detail/diff/right-note.ts'
import { plainLine } from '../../../../src/tui/theme/paint.ts'

test('at the end of the last row, or on one of its own', () => {
  expect(withNote([[['long row here']], [['日本']]], 'why', 14).map(plainLine)).toEqual([
    'long row here',
    '日本       why',
  ])
  expect(withNote([[['long row here']]], 'why', 14).map(plainLine)).toEqual(['long row here', '           why'])
  expect(withNote([[['x']]], '', 14).map(plainLine)).toEqual(['x'])
  expect(withNote([[['x']]], 'much too long a reason', 14).map(plainLine)).toEqual(['x', '    much too …'])
})
