import { expect, test } from 'vitest'
import { commandBench } from '../../support/commands.ts'

test('a preset, a rate, and off', async () => {
  const { run, conditions } = commandBench()
  expect(await run('throttle', { rate: 'slow-4g' })).toEqual({ down: 180_000, up: 84_375, latency: 562.5, jitter: 0 })
  expect(await run('throttle', { rate: '1MB/s' })).toMatchObject({ down: 1_000_000, latency: 0 })
  await run('latency', { time: '200ms' })
  expect(await run('throttle', { rate: 'off' })).toEqual({ down: null, up: null, latency: 200, jitter: 0 })
  await run('latency', { time: '0' })
  expect(conditions.current).toBeUndefined()
  await expect(run('throttle', { rate: 'fast' })).rejects.toMatchObject({
    code: 'usage',
    message: expect.stringMatching(/or off, got "fast"/),
  })
})
