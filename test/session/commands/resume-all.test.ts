import { expect, test } from 'vitest'
import { commandBench } from '../../support/commands.ts'

test('everything goes on', async () => {
  const { run, hold, desk } = commandBench()
  hold()
  hold()
  expect(await run('resume-all', {})).toEqual({ resumed: 2 })
  expect(desk.list()).toEqual([])
  expect(await run('resume-all', {})).toEqual({ resumed: 0 })
})
