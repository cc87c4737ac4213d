import { expect, test } from 'vitest'
import { shownPaused } from '../../../../src/session/commands/parts/shown-paused.ts'
import { bytes, commandBench, pausedRequest } from '../../../support/commands.ts'

test('a request with its body and its time limit', () => {
  const { desk, hold } = commandBench()
  hold({ timeout: 1000, then: 'drop' })
  expect(shownPaused(desk.list()[0]!)).toEqual({
    id: 'p1',
    exchange: '1',
    at: 'request',
    since: '2023-11-14T22:13:20.000Z',
    until: '2023-11-14T22:13:21.000Z',
    then: 'drop',
    rule: 'r',
    edited: false,
    request: {
      method: 'POST',
      url: 'http://api.test/a',
      headers: [['Host', 'api.test']],
      body: { size: 5, complete: true, text: 'hello' },
    },
  })
})

test('a response, a message', () => {
  const { desk, hold } = commandBench()
  const body = { data: bytes('ok'), complete: true }
  hold({ at: 'response', request: { ...pausedRequest, body }, response: { status: 201, reason: '', fields: [], body } })
  hold({ at: 'message', message: { direction: 'down', kind: 'binary', data: new Uint8Array([255]) } })
  const [response, message] = desk.list().map(shownPaused)
  expect(response).toMatchObject({ response: { status: 201, body: { text: 'ok' } } })
  expect((response as { request: object }).request).not.toHaveProperty('body')
  expect(message).toMatchObject({ message: { direction: 'down', kind: 'binary', size: 1, base64: '/w==' } })
})
