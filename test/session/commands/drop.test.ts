import { expect, test } from 'vitest'
import { commandBench } from '../../support/commands.ts'

test('something paused is dropped', async () => {
  const { run, hold, releases } = commandBench()
  hold()
  expect(await run('drop', { id: 'p1' })).toEqual({ dropped: 'p1' })
  expect(releases).toEqual([{ kind: 'drop' }])
  await expect(run('drop', { id: 'p1' })).rejects.toMatchObject({ code: 'not_found' })
})
