import { expect, test } from 'vitest'
import { commandBench } from '../../support/commands.ts'

test('to a place, at most the last', async () => {
  const { run, rules } = commandBench()
  for (const name of ['a', 'b', 'c']) await run('rule-add', { rule: { name, do: 'block' } })
  const order = () => rules.list().map(({ definition: { name } }) => name)
  expect(await run('rule-move', { name: 'c', to: 1 })).toEqual({ name: 'c', place: 1 })
  expect(order()).toEqual(['c', 'a', 'b'])
  expect(await run('rule-move', { name: 'c', to: 99 })).toEqual({ name: 'c', place: 3 })
  expect(order()).toEqual(['a', 'b', 'c'])
})
