import { expect, test } from 'vitest'
import { commandBench } from '../../support/commands.ts'

test('a filter takes the place of the one before, and none takes it away', async () => {
  const { run, rules } = commandBench()
  const matches = () => rules.list().map(({ definition: { name, match } }) => `${name} ${match}`)
  expect(await run('intercept', { filter: '~q' })).toEqual({ intercept: '~q' })
  await run('intercept', { filter: '~s' })
  expect(matches()).toEqual(['intercept ~s'])
  expect(await run('intercept', {})).toEqual({ intercept: null })
  expect(matches()).toEqual([])
})

test('a wrong filter changes nothing', async () => {
  const { run, rules } = commandBench()
  await run('intercept', { filter: '~q' })
  await expect(run('intercept', { filter: '~zzz' })).rejects.toMatchObject({ code: 'filter_invalid' })
  expect(rules.list()).toHaveLength(1)
})
