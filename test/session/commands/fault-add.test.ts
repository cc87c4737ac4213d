import { expect, test } from 'vitest'
import { commandBench } from '../../support/commands.ts'

test('in short form, with its filter or beside it', async () => {
  const { run, rules } = commandBench()
  await run('fault-add', { fault: 'latency:800 @30% ~d a' })
  await run('fault-add', { fault: 'abort:503', filter: '~d b' })
  expect(rules.list().map(({ definition: { match, chance } }) => [match, chance])).toEqual([
    ['~d a', 0.3],
    ['~d b', 1],
  ])
  await expect(run('fault-add', { fault: 'latenc:1' })).rejects.toMatchObject({
    code: 'rule_invalid',
    hint: expect.stringMatching(/latency/),
  })
})
