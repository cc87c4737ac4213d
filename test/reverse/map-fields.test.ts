import { expect, test } from 'vitest'
import { HeadEdit } from '../../src/kit/edit-head.ts'
import { applyPatches } from '../../src/kit/patch.ts'
import { mapFields } from '../../src/reverse/map-fields.ts'
import { answer } from '../support/reverse.ts'

test('each in its place, and only those that change', () => {
  const { head } = answer(200, ['A', '1', 'b', '2', 'a', '3'])
  const edit = new HeadEdit(head, 'reverse test')
  mapFields(edit, 'a', (value) => (value === '3' ? 'x' : value))
  expect(edit.head.fields).toEqual(['A', '1', 'b', '2', 'a', 'x'])
  expect(edit.patches).toEqual([{ op: 'set', index: 2, name: 'a', value: 'x', before: '3', cause: 'reverse test' }])
  expect(applyPatches(head, edit.patches)).toEqual(edit.head)
})
