import { expect, test } from 'vitest'
import { commandBench } from '../../support/commands.ts'

test('the program is told', async () => {
  const { run, ends } = commandBench()
  expect(await run('shutdown', {})).toEqual({ stopping: true })
  expect(ends).toEqual(['shutdown'])
})
