import { expect, test } from 'vitest'
import { commandBench } from '../../support/commands.ts'

test('a request of its own has a Host and a length', async () => {
  const { run, sent } = commandBench()
  await run('send', { url: 'http://other.test:81/x', method: 'POST', body: 'hello', headers: { 'X-A': ['1', '2'] } })
  expect(sent).toMatchObject([
    {
      method: 'POST',
      url: 'http://other.test:81/x',
      fields: ['Host', 'other.test:81', 'X-A', '1', 'X-A', '2', 'Content-Length', '5'],
    },
  ])
})

test('an exchange is sent with changes', async () => {
  const { run, sent } = commandBench()
  await run('send', { exchange: '1', set: { Accept: null, 'X-New': 'yes' } })
  await run('send', { exchange: '1', url: 'http://b.test/' })
  expect(sent.map(({ fields }) => fields)).toEqual([
    ['Host', 'api.test', 'X-New', 'yes'],
    ['Host', 'b.test', 'Accept', '*/*'],
  ])
  expect(sent.map(({ replayOf }) => replayOf)).toEqual(['1', '1'])
})

test('neither a URL nor an exchange is too little', async () => {
  await expect(commandBench().run('send', {})).rejects.toMatchObject({
    code: 'usage',
    message: expect.stringMatching(/got neither/),
  })
})
