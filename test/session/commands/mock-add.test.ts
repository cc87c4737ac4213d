import { expect, test } from 'vitest'
import { commandBench } from '../../support/commands.ts'

test('in short form', async () => {
  const { run, rules } = commandBench()
  await run('mock-add', { mock: 'GET /users => 200 {"users":[]}' })
  expect(rules.list()).toMatchObject([{ definition: { do: [{ action: 'respond' }] }, source: 'command' }])
  await expect(run('mock-add', { mock: 'nonsense' })).rejects.toMatchObject({ code: 'rule_invalid' })
})
