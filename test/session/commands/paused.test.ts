import { expect, test } from 'vitest'
import { commandBench } from '../../support/commands.ts'

test('what waits is listed, oldest first', async () => {
  const { run, hold } = commandBench()
  expect(await run('paused', {})).toEqual([])
  hold()
  hold()
  expect(await run('paused', {})).toMatchObject([{ id: 'p1' }, { id: 'p2' }])
})
