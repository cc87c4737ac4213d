import { expect, test } from 'vitest'
import { commandBench } from '../../support/commands.ts'

test('the request of an exchange is sent again', async () => {
  const { run, sent } = commandBench()
  expect(await run('replay', { exchange: '1' })).toEqual({ exchange: 'sent 1' })
  expect(sent).toEqual([
    { method: 'GET', url: 'http://api.test/users', fields: ['Host', 'api.test', 'Accept', '*/*'], replayOf: '1' },
  ])
})

test('one that is not there is said so', async () => {
  const { run } = commandBench()
  await expect(run('replay', { exchange: '9' })).rejects.toMatchObject({
    code: 'not_found',
    message: expect.stringMatching(/"9"/),
  })
})
