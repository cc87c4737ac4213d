import { expect, test } from 'vitest'
import { commandBench } from '../../support/commands.ts'

test('another rule in the same place, under its old name unless it has one', async () => {
  const { run, rules } = commandBench()
  for (const name of ['a', 'b']) await run('rule-add', { rule: { name, do: 'block' } })
  expect(await run('rule-replace', { name: 'a', rule: { match: '~d x', do: 'block' } })).toEqual({
    replaced: 'a',
    name: 'a',
  })
  await run('rule-replace', { name: 'b', rule: { name: 'c', do: 'block' } })
  expect(rules.list().map(({ definition: { name, match } }) => `${name} ${match}`)).toEqual(['a ~d x', 'c '])
  await expect(run('rule-replace', { name: 'c', rule: { name: 'a', do: 'block' } })).rejects.toMatchObject({
    code: 'rule_invalid',
    message: 'Expected a name that no other rule has, got "a".',
  })
})
