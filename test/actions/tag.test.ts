import { expect, test } from 'vitest'
import { tag } from '../../src/actions/tag.ts'
import { toolsOf } from '../support/rules.ts'

test('marks the exchange, at any time', () => {
  const { tools, marks } = toolsOf()
  tag.prepare({ tags: ['a', 'b'] }).note!(tools)
  expect(marks).toEqual([{ tags: ['a', 'b'] }])
  expect(tag.latest({ tags: [] })).toBe('end')
  expect([['a', 'b c'], [' '], ['a\u001b[1m']].map((tags) => tag.check!({ tags }))).toEqual([
    undefined,
    'Expected a tag of one line of text, got " "',
    expect.stringContaining('got "a\\u001b[1m"'),
  ])
  expect(tag.explain({ tags: ['a', 'b'] })).toBe('tag the exchange a, b')
})
