/** WebSocket messages as Chrome, mitmproxy and HTTP Toolkit write them, and our own Server-Sent Events. */
import { Buffer } from 'node:buffer'
import type { StreamMessage } from '../model/exchange.ts'
import { listOf, member, numberOf, textOf } from './source.ts'

const kinds: Readonly<Record<number, StreamMessage['kind']>> = {
  1: 'text',
  2: 'binary',
  8: 'close',
  9: 'ping',
  10: 'pong',
}

/** `_webSocketMessages`, and HTTP Toolkit's `_webSocketClose`. */
export function readMessages(entry: unknown): StreamMessage[] {
  const messages = listOf(member(entry, '_webSocketMessages')).map(readMessage)
  const close = member(entry, '_webSocketClose')
  const code = numberOf(member(close, 'code'))
  if (code === undefined) return messages
  const data = Buffer.concat([Buffer.from([code >> 8, code & 255]), Buffer.from(textOf(member(close, 'reason')) ?? '')])
  const at = numberOf(member(close, 'timestamp')) ?? messages.at(-1)?.at ?? 0
  return [...messages, { direction: 'down', at, kind: 'close', size: data.length, data }]
}

function readMessage(value: unknown): StreamMessage {
  const kind = kinds[numberOf(member(value, 'opcode')) ?? 1] ?? 'binary'
  const text = textOf(member(value, 'data')) ?? ''
  const plain = kind === 'text' && member(value, '_base64') !== true
  const data = Buffer.from(text, plain ? 'utf8' : 'base64')
  const size = numberOf(member(value, '_size'))
  return {
    direction: member(value, 'type') === 'send' ? 'up' : 'down',
    at: (numberOf(member(value, 'time')) ?? 0) * 1000,
    kind,
    size: size === undefined ? data.length : Math.max(data.length, size),
    data,
    ...(member(value, '_compressed') === true && { compressed: true }),
    ...changeOf(member(value, '_change')),
  }
}

/** The events of `_middlebox.sse`, written out again. */
export function readEvents(ledger: unknown, startedAt: number): StreamMessage[] {
  return listOf(member(ledger, 'sse')).map((value) => {
    const field = (name: string) => {
      const text = textOf(member(value, name))
      return text === undefined ? '' : `${name}: ${text}\n`
    }
    const lines = (textOf(member(value, 'data')) ?? '').split('\n').map((line) => `data: ${line}\n`)
    const data = Buffer.from(`${field('event')}${field('id')}${lines.join('')}\n`)
    const size = Math.max(data.length, numberOf(member(value, 'size')) ?? 0)
    const at = startedAt + (numberOf(member(value, 't')) ?? 0)
    return { direction: 'down', at, kind: 'event', size, data, ...changeOf(member(value, 'change')) }
  })
}

function changeOf(value: unknown): Pick<StreamMessage, 'change'> {
  return value === 'edited' || value === 'dropped' ? { change: value } : {}
}
