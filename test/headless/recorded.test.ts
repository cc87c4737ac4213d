import { expect, test } from 'vitest'
import { printRecorded } from '../../src/headless/recorded.ts'
import { buildExchange, buildMessage } from '../support/exchange.ts'

function printed(json: boolean) {
  let text = ''
  const exchanges = [
    buildExchange({ id: 'a' }),
    buildExchange({
      id: 'b',
      kind: 'websocket',
      status: 101,
      messages: [buildMessage()],
      messageCount: { up: 0, down: 1 },
    }),
  ]
  printRecorded(exchanges, json, { write: (more) => void (text += more), error: () => {}, color: false })
  return text.trimEnd().split('\n')
}

test('a line each', () => {
  expect(printed(false)).toEqual([
    expect.stringMatching(/GET +200 .* example\.test\//),
    expect.stringMatching(/GET +101/),
  ])
})

test('or NDJSON, a WebSocket with a line of its own', () => {
  expect(printed(true).map((line) => JSON.parse(line) as unknown)).toMatchObject([
    { type: 'exchange', id: 'a' },
    { type: 'websocket', id: 'b', messages: { up: 0, down: 1 } },
    { type: 'exchange', id: 'b' },
  ])
})

test('nothing for nothing', () => {
  printRecorded([], true, { write: () => expect.unreachable(), error: () => {}, color: false })
})
