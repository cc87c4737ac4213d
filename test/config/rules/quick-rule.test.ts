import { expect, test } from 'vitest'
import { quickRule, uniquelyNamed } from '../../../src/config/rules/quick-rule.ts'

test('named and caused by its option', () => {
  expect(quickRule('-H', 'A: 1', '~q', { action: 'tag', attributes: {} })).toEqual({
    name: '-H A: 1',
    match: '~q',
    enabled: true,
    chance: 1,
    do: [{ action: 'tag', attributes: {} }],
    cause: 'option -H',
    place: { file: '-H', line: 0, column: 0 },
  })
  expect(quickRule('-H', 'x'.repeat(99), '').name).toHaveLength(60)
})

test('equal names get a number', () => {
  const rules = ['a', 'b', 'a'].map((text) => quickRule('-H', text, ''))
  expect(uniquelyNamed(rules).map(({ name }) => name)).toEqual(['-H a', '-H b', '-H a #2'])
})
