import { expect, test } from 'vitest'
import { commandBench } from '../../support/commands.ts'

test('with its jitter, beside the rate that is there', async () => {
  const { run, conditions } = commandBench()
  expect(await run('latency', { time: '200ms±50' })).toEqual({ down: null, up: null, latency: 200, jitter: 50 })
  await run('throttle', { rate: '1MB/s' })
  expect(await run('latency', { time: '10' })).toMatchObject({ down: 1_000_000, latency: 10, jitter: 0 })
  expect(conditions.current?.origin).toBe('command latency')
  await expect(run('latency', { time: 'soon' })).rejects.toMatchObject({
    code: 'usage',
    message: expect.stringMatching(/got "soon"/),
  })
})
