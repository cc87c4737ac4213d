import { expect, test } from 'vitest'
import { commandBench } from '../../support/commands.ts'

test('by the pause or by its exchange', async () => {
  const { run, hold, releases, desk } = commandBench()
  hold()
  expect(await run('resume', { id: '1' })).toEqual({ resumed: 'p1' })
  hold()
  expect(await run('resume', { id: 'p2' })).toEqual({ resumed: 'p2' })
  expect(releases).toEqual([{ kind: 'resume' }, { kind: 'resume' }])
  expect(desk.list()).toEqual([])
})

test('what is not there is said so', async () => {
  await expect(commandBench().run('resume', { id: 'p1' })).rejects.toMatchObject({ code: 'not_found' })
})
