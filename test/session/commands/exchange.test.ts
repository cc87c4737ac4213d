import { expect, test } from 'vitest'
import { commandBench } from '../../support/commands.ts'

test('whole', async () => {
  const { run } = commandBench()
  expect(await run('exchange', { exchange: '1' })).toMatchObject({
    id: '1',
    request: {
      method: 'GET',
      headers: [
        ['Host', 'api.test'],
        ['Accept', '*/*'],
      ],
    },
    response: { status: 200, body: { text: '{}', complete: true } },
    legs: [{ request: { target: '/users' } }],
  })
})
