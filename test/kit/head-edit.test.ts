import fc from 'fast-check'
import { expect, test } from 'vitest'
import { HeadEdit } from '../../src/kit/head-edit.ts'
import { getFields } from '../../src/kit/fields.ts'
import type { ResponseHead } from '../../src/model/message.ts'

const head = (...fields: string[]): ResponseHead => ({ status: 200, reason: 'OK', version: '1.1', fields })

test('a field is set in its place, the others of its name go', () => {
  const from = head('A', '1', 'x-b', '2', 'C', '3', 'X-B', '4')
  const edit = new HeadEdit(from, 'fault test')
  edit.set('X-B', '5')
  expect(edit.applyTo(from).fields).toEqual(['A', '1', 'x-b', '5', 'C', '3'])
  expect(edit.patches).toEqual([
    { op: 'remove', index: 3, name: 'X-B', before: '4', cause: 'fault test' },
    { op: 'set', index: 1, name: 'x-b', value: '5', before: '2', cause: 'fault test' },
  ])
})

test('a field that is not there is added, one that says it already is left', () => {
  const from = head('A', '1')
  const edit = new HeadEdit(from, 'edit')
  edit.set('B', '2')
  edit.set('a', '1')
  edit.remove('c')
  expect(edit.patches).toEqual([{ op: 'add', index: 1, name: 'B', value: '2', cause: 'edit' }])
})

test('without changes the head is the same object', () => {
  const from = head('A', '1')
  expect(new HeadEdit(from, 'edit').applyTo(from)).toBe(from)
})

test('whatever is set and removed, the patches lead there', () => {
  const name = fc.constantFrom('a', 'A', 'b', 'c')
  fc.assert(
    fc.property(
      fc.array(fc.tuple(name, fc.string())),
      fc.array(fc.tuple(name, fc.option(fc.string()))),
      (pairs, steps) => {
        const from = head(...pairs.flat())
        const edit = new HeadEdit(from, 'edit')
        for (const [field, value] of steps) {
          if (value === null) edit.remove(field)
          else edit.set(field, value)
          expect(getFields(edit.applyTo(from).fields, field)).toEqual(value === null ? [] : [value])
        }
      },
    ),
  )
})
