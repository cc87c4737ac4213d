import { expect, test } from 'vitest'
import { commandBench } from '../../support/commands.ts'

test('off and on, either way or the other', async () => {
  const { run, rules } = commandBench()
  await run('rule-add', { rule: { name: 'a', do: 'block' } })
  expect(await run('rule-toggle', { name: 'a' })).toEqual({ name: 'a', enabled: false })
  expect(rules.list()).toMatchObject([{ definition: { enabled: false } }])
  expect(await run('rule-toggle', { name: 'a' })).toEqual({ name: 'a', enabled: true })
  expect(await run('rule-toggle', { name: 'a', to: 'on' })).toEqual({ name: 'a', enabled: true })
})
