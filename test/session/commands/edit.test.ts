import { expect, test } from 'vitest'
import { bytes, commandBench, pausedRequest } from '../../support/commands.ts'

test('what is changed shows, waits on, and goes on so', async () => {
  const { run, hold, releases } = commandBench()
  hold()
  expect(await run('edit', { id: 'p1', method: 'PUT', set: { 'X-A': '1' }, body: 'bye' })).toMatchObject({
    id: 'p1',
    edited: true,
    request: {
      method: 'PUT',
      headers: [
        ['Host', 'api.test'],
        ['X-A', '1'],
      ],
      body: { text: 'bye' },
    },
  })
  expect(releases).toEqual([])
  await run('edit', { id: 'p1', url: 'http://b.test/', resume: true })
  const fields = ['Host', 'api.test', 'X-A', '1']
  expect(releases).toEqual([
    { kind: 'resume', edit: { method: 'PUT', fields, body: bytes('bye'), url: 'http://b.test/' } },
  ])
})

test('a response has other parts than a request', async () => {
  const { run, hold } = commandBench()
  const body = { data: bytes(''), complete: true }
  hold({
    at: 'response',
    request: { ...pausedRequest, body },
    response: { status: 200, reason: 'OK', fields: [], body },
  })
  expect(await run('edit', { id: 'p1', status: 503, headers: [['A', 'b']] })).toMatchObject({
    response: { status: 503, headers: [['A', 'b']] },
  })
  await expect(run('edit', { id: 'p1', method: 'PUT' })).rejects.toMatchObject({
    message: 'Expected one of status, reason, fields, body for a paused response, got method.',
  })
})

test('a message has its content alone', async () => {
  const { run, hold } = commandBench()
  hold({ at: 'message', message: { direction: 'up', kind: 'text', data: bytes('one') } })
  expect(await run('edit', { id: 'p1', body: 'two' })).toMatchObject({ message: { text: 'two', size: 3 } })
  await expect(run('edit', { id: 'p1', headers: {} })).rejects.toMatchObject({ code: 'usage' })
})
