import { expect, test } from 'vitest'
import { shownRule } from '../../../../src/session/commands/parts/shown-rule.ts'
import { commandBench } from '../../../support/commands.ts'

test('can be given back to rule-add', async () => {
  const { run, rules } = commandBench()
  const rule = {
    name: 'a',
    match: '~d a',
    chance: 0.5,
    first: 3,
    do: [{ fault: { latency: { latency: 5 } } }, { tag: 'x' }],
  }
  await run('rule-add', { rule })
  const [shown] = rules.list().map(shownRule) as { do: unknown; name: string; match: string; chance: number }[]
  expect(shown).toMatchObject({ name: 'a', match: '~d a', chance: 0.5, first: 3, source: 'command' })
  expect(shown!.do).toEqual([{ fault: { latency: { latency: 5, jitter: 0 } } }, { tag: { tags: ['x'] } }])
  expect(await run('rule-add', { rule: { name: 'b', do: shown!.do } })).toEqual({ rules: ['b'] })
})
