import { expect, test } from 'vitest'
import { tag } from '../../src/actions/tag.ts'
import { toolsOf } from '../support/rules.ts'

test('marks the exchange, at any time', () => {
  const { tools, marks } = toolsOf()
  tag.prepare({ tags: ['a', 'b'] }).note!(tools)
  expect(marks).toEqual([{ tags: ['a', 'b'] }])
  expect(tag.latest({ tags: [] })).toBe('end')
  expect(tag.explain({ tags: ['a', 'b'] })).toBe('tag the exchange a, b')
})
