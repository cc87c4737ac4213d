import { expect, test } from 'vitest'
import { commandBench } from '../../support/commands.ts'

test('as they are, with the presets', async () => {
  const { run } = commandBench()
  expect(await run('conditions', {})).toMatchObject({ down: null, latency: 0, presets: { offline: { down: 0 } } })
})
