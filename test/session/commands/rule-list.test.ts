import { expect, test } from 'vitest'
import { ruleOf } from '../../support/rules.ts'
import { commandBench } from '../../support/commands.ts'

test('rules say where they come from and what they do', async () => {
  const { run, rules } = commandBench()
  await rules.replace([ruleOf('~d a', 'block', {}, { name: 'file' })])
  await run('rule-add', { rule: { name: 'own', do: 'block' } })
  expect(await run('rule-list', {})).toMatchObject([
    { name: 'file', source: 'loaded', match: '~d a', explanation: expect.stringContaining('refuse with 403') },
    { name: 'own', source: 'command', enabled: true, matched: 0, acted: 0 },
  ])
})
