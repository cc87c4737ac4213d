import { expect, test } from 'vitest'
import { commandBench } from '../../support/commands.ts'

test('step by step, until there is none', async () => {
  const { run, rules } = commandBench()
  await run('rule-add', { rule: { name: 'a', do: 'block' } })
  await run('rule-remove', { name: 'a' })
  expect(await run('rule-undo', {})).toMatchObject([{ name: 'a' }])
  expect(await run('rule-undo', {})).toEqual([])
  expect(rules.list()).toEqual([])
  await expect(run('rule-undo', {})).rejects.toMatchObject({
    code: 'usage',
    message: expect.stringMatching(/got none/),
  })
})
