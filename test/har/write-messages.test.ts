import { expect, test } from 'vitest'
import { opcodes, writeEvents, writeMessages } from '../../src/har/write-messages.ts'
import { buildExchange, buildMessage, startedAt } from '../support/exchange.ts'
import { open, strict } from '../support/har.ts'

test('as Chrome does', () => {
  const messages = [
    buildMessage({ direction: 'up', kind: 'text', data: 'hé', at: 1500 }),
    buildMessage({ direction: 'down', kind: 'binary', data: Uint8Array.of(0), at: 2000, size: 9 }),
    buildMessage({
      direction: 'down',
      kind: 'text',
      data: Uint8Array.of(255),
      at: 2000,
      compressed: true,
      change: 'edited',
    }),
  ]
  expect(writeMessages(buildExchange({ messages }), open)).toEqual([
    { type: 'send', time: 1.5, opcode: opcodes.text, data: 'hé' },
    { type: 'receive', time: 2, opcode: 2, data: 'AA==', _size: 9 },
    { type: 'receive', time: 2, opcode: 1, data: '/w==', _base64: true, _compressed: true, _change: 'edited' },
  ])
})

test('events with their names and times, without their secrets', () => {
  const data = 'id: 7\nevent: a\ndata: {"password":"x"}\ndata: y\n\n'
  const messages = [buildMessage({ kind: 'event', direction: 'down', data, at: startedAt + 5, size: data.length + 3 })]
  expect(writeEvents(buildExchange({ messages }), strict())).toEqual([
    { t: 5, event: 'a', id: '7', data: '{"password":"{{secret:password-1}}"}\ny', size: data.length + 3 },
  ])
  expect(writeMessages(buildExchange({ messages }), open)).toEqual([])
})
