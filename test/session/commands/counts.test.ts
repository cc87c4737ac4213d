import { expect, test } from 'vitest'
import { commandBench } from '../../support/commands.ts'

test('of everything', async () => {
  const { run, hold } = commandBench(2)
  hold()
  expect(await run('counts', {})).toMatchObject({ exchanges: 2, kept: 2, running: 0, paused: 1, finished: 2 })
})
