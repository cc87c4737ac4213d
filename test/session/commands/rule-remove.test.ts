import { expect, test } from 'vitest'
import { commandBench } from '../../support/commands.ts'

test('a rule is gone; an unknown one is told with the nearest', async () => {
  const { run, rules } = commandBench()
  await run('rule-add', { rule: { name: 'payments', do: 'block' } })
  await expect(run('rule-remove', { name: 'payment' })).rejects.toMatchObject({
    code: 'not_found',
    hint: 'Did you mean "payments"?',
  })
  await run('rule-remove', { name: 'payments' })
  expect(rules.list()).toEqual([])
})
