import { expect, test } from 'vitest'
import { commandBench } from '../../support/commands.ts'

test('all, the last, or what a filter finds', async () => {
  const { run } = commandBench(3)
  const ids = async (given: object) => ((await run('exchanges', { ...given })) as { id: string }[]).map(({ id }) => id)
  expect(await ids({})).toEqual(['1', '2', '3'])
  expect(await ids({ last: '2' })).toEqual(['2', '3'])
  expect(await ids({ filter: '~c 5xx' })).toEqual([])
  await expect(run('exchanges', { filter: '~zz' })).rejects.toMatchObject({ code: 'filter_invalid' })
})
