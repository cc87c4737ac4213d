import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { HeadEdit } from '../../src/kit/edit-head.ts'
import { applyPatches } from '../../src/kit/patch.ts'
import { buildRequestHead } from '../support/exchange.ts'

const head = () => buildRequestHead({ fields: ['Host', 'a', 'X-A', '1', 'x-a', '2', 'B', '3'], raw: 'bytes' })

describe('HeadEdit', () => {
  test('without an edit the head is the same object', () => {
    const before = head()
    const edit = new HeadEdit(before, 'rule r')
    edit.remove('absent')
    edit.set('b', '3')
    expect(edit.head).toBe(before)
    expect(edit.patches).toEqual([])
  })

  test('set keeps the place and the case, and removes the others', () => {
    const edit = new HeadEdit(head(), 'rule r')
    edit.set('X-a', '9')
    expect(edit.head.fields).toEqual(['Host', 'a', 'X-A', '9', 'B', '3'])
    expect(edit.head.raw).toBeUndefined()
    edit.set('New', 'n')
    expect(edit.head.fields.slice(-2)).toEqual(['New', 'n'])
  })

  test('rename, remove, prepend and the start line', () => {
    const edit = new HeadEdit(head(), 'rule r')
    edit.rename('x-a', 'X-B')
    edit.remove('host')
    edit.prepend('Host', 'b')
    edit.line('method', 'POST')
    expect(edit.head).toMatchObject({ method: 'POST', fields: ['Host', 'b', 'X-B', '1', 'X-B', '2', 'B', '3'] })
  })

  test('the patches lead to the head, whatever was done', () => {
    const name = fc.constantFrom('Host', 'X-A', 'x-a', 'B', 'New')
    const step = fc.tuple(fc.constantFrom('set', 'add', 'remove', 'rename', 'prepend', 'line'), name, name)
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const before = head()
        const edit = new HeadEdit(before, 'rule r')
        for (const [what, one, other] of steps) {
          if (what === 'remove') edit.remove(one)
          else if (what === 'line') edit.line('target', `/${one}`)
          else edit[what as 'set'](one, other)
        }
        const { raw: _raw, ...expected } = edit.head
        const { raw: _bytes, ...made } = applyPatches(before, edit.patches)
        expect(made).toEqual(expected)
      }),
    )
  })
})

test('a field is set by its place, among others of its name', () => {
  const edit = new HeadEdit({ status: 200, reason: '', version: '1.1', fields: ['A', '1', 'a', '2'] }, 'rule r')
  edit.setAt(1, 'x')
  expect(edit.head.fields).toEqual(['A', '1', 'a', 'x'])
  expect(edit.patches).toEqual([{ op: 'set', index: 1, name: 'a', value: 'x', before: '2', cause: 'rule r' }])
})
