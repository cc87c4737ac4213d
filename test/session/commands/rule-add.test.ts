import { expect, test } from 'vitest'
import { commandBench } from '../../support/commands.ts'

test('a rule as in a file, as a value or as text', async () => {
  const { run, rules } = commandBench()
  expect(await run('rule-add', { rule: { name: 'a', match: '~d a', chance: '30%', do: { block: 403 } } })).toEqual({
    rules: ['a'],
  })
  expect(await run('rule-add', { rule: '{"name":"a","do":"block"}' })).toEqual({ rules: ['a #2'] })
  expect(rules.list().map(({ definition: { name, chance } }) => [name, chance])).toEqual([
    ['a', 0.3],
    ['a #2', 1],
  ])
})

test('a wrong one says where', async () => {
  const { run, rules } = commandBench()
  await expect(run('rule-add', { rule: { do: { blok: 1 } } })).rejects.toMatchObject({
    code: 'rule_invalid',
    message: expect.stringMatching(/^rule\.do\.blok: Expected the name of an action/),
    hint: expect.stringMatching(/block/),
  })
  await expect(run('rule-add', { rule: 7 })).rejects.toMatchObject({ code: 'rule_invalid' })
  expect(rules.list()).toEqual([])
})
