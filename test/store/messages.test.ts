import { describe, expect, test } from 'vitest'
import { appendMessages } from '../../src/store/messages.ts'
import { blankExchange } from '../../src/store/blank.ts'
import type { Exchange, StreamMessage } from '../../src/model/exchange.ts'
import { messageEvent, requestEvent } from '../support/events.ts'

const blank = blankExchange(requestEvent('a', { kind: 'websocket' }))
const appended = (exchange: Exchange, messages: readonly StreamMessage[]) => {
  const next = { ...exchange }
  appendMessages(next, messages)
  return next
}
const messages = (count: number, text = 'x') =>
  Array.from({ length: count }, (_, i) => messageEvent('a', text, { at: i, direction: i % 2 ? 'up' : 'down' }).message)

describe('messages', () => {
  test('are appended in order and counted by direction', () => {
    const exchange = appended(appended(blank, messages(3)), messages(2))
    expect(exchange.messages.map((message) => message.at)).toEqual([0, 1, 2, 0, 1])
    expect(exchange.messageCount).toEqual({ up: 2, down: 3 })
    expect(blank.messages).toEqual([])
  })

  test('the latest thousand stay, all are counted', () => {
    const exchange = appended(appended(blank, messages(900)), messages(300))
    expect(exchange.messages).toHaveLength(1000)
    expect(exchange.messages.at(-1)!.at).toBe(299)
    expect(exchange.messages[0]!.at).toBe(200)
    expect(exchange.messageCount).toEqual({ up: 600, down: 600 })
  })

  test('four MiB of payload stay', () => {
    const exchange = appended(blank, messages(10, 'y'.repeat(1024 * 1024)))
    expect(exchange.messages.map((message) => message.at)).toEqual([6, 7, 8, 9])
  })

  test('the newest stays, whatever its size', () => {
    const exchange = appended(blank, messages(2, 'z'.repeat(5 * 1024 * 1024)))
    expect(exchange.messages.map((message) => message.at)).toEqual([1])
  })
})
