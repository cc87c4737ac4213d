import { expect, test } from 'vitest'
import { bytes, commandBench } from '../../support/commands.ts'

test('something paused is answered', async () => {
  const { run, hold, releases } = commandBench()
  hold()
  expect(await run('answer', { id: 'p1', status: 503, headers: { A: 'b' }, body: 'down' })).toEqual({
    answered: 'p1',
    status: 503,
  })
  expect(releases).toEqual([{ kind: 'answer', answer: { status: 503, fields: ['A', 'b'], body: bytes('down') } }])
})

test('200 without content when nothing is said; never a message', async () => {
  const { run, hold, releases } = commandBench()
  hold()
  await run('answer', { id: 'p1' })
  expect(releases).toEqual([{ kind: 'answer', answer: { status: 200, fields: [], body: bytes('') } }])
  hold({ at: 'message', message: { direction: 'up', kind: 'text', data: bytes('one') } })
  await expect(run('answer', { id: 'p2' })).rejects.toMatchObject({
    code: 'usage',
    message: expect.stringMatching(/got a WebSocket message/),
  })
})
