import { expect, test } from 'vitest'
import { note } from '../../src/actions/note.ts'
import { toolsOf } from '../support/rules.ts'

test('comments on the exchange, at any time', () => {
  const { tools, marks } = toolsOf()
  note.prepare({ text: 'why' }).note!(tools)
  expect(marks).toEqual([{ comment: 'why' }])
  expect(note.latest({ text: '' })).toBe('end')
  expect(note.explain({ text: 'why' })).toBe('note "why"')
})
