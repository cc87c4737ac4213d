import { Buffer } from 'node:buffer'
import { expect, test } from 'vitest'
import { readEvents, readMessages } from '../../src/har/read-messages.ts'

test('as Chrome writes them', () => {
  const messages = readMessages({
    _webSocketMessages: [
      { type: 'send', time: 1.5, opcode: 1, data: 'hé' },
      { type: 'receive', time: 2, opcode: 2, data: 'AP8=' },
      { type: 'receive', opcode: 99, data: '' },
    ],
  })
  expect(messages).toEqual([
    { direction: 'up', at: 1500, kind: 'text', size: 3, data: Buffer.from('hé') },
    { direction: 'down', at: 2000, kind: 'binary', size: 2, data: Buffer.from([0, 255]) },
    { direction: 'down', at: 0, kind: 'binary', size: 0, data: Buffer.alloc(0) },
  ])
})

test('HTTP Toolkit says how it closed', () => {
  const [close] = readMessages({ _webSocketClose: { code: 1001, reason: 'bye' } })
  expect(close).toMatchObject({ kind: 'close', data: Buffer.from('\x03\xe9bye', 'latin1') })
  expect(readMessages({ _webSocketClose: 'aborted' })).toEqual([])
})

test('what is cut, compressed, changed or no text', () => {
  const [one] = readMessages({
    _webSocketMessages: [{ opcode: 1, data: '/w==', _base64: true, _compressed: true, _size: 9, _change: 'dropped' }],
  })
  expect(one).toMatchObject({ kind: 'text', size: 9, data: Buffer.from([255]), compressed: true, change: 'dropped' })
})

test('events are written out again', () => {
  const [event] = readEvents({ sse: [{ t: 5, event: 'a', id: '1', data: 'x\ny', change: 'edited' }] }, 100)
  expect(event).toMatchObject({ direction: 'down', at: 105, kind: 'event', change: 'edited' })
  expect(Buffer.from(event!.data).toString()).toBe('event: a\nid: 1\ndata: x\ndata: y\n\n')
  expect(readEvents(undefined, 0)).toEqual([])
})
