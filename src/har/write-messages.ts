/** WebSocket messages as Chrome writes them, and Server-Sent Events, for which there is no custom yet. */
import { Buffer } from 'node:buffer'
import type { Exchange, StreamMessage } from '../model/exchange.ts'
import type { Censor } from './censor.ts'
import type { HarLedger, HarMessage } from './shape.ts'
import { plainText } from './write-body.ts'

/** RFC 6455 §5.2. */
export const opcodes = { text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const

export function writeMessages(exchange: Exchange, censor: Censor): HarMessage[] {
  return exchange.messages.flatMap((message) => {
    const { kind, direction, at, size, data, compressed, change } = message
    if (kind === 'event') return []
    const text = kind === 'text' && compressed !== true ? plainText(data) : undefined
    return [
      {
        type: direction === 'up' ? ('send' as const) : ('receive' as const),
        time: at / 1000,
        opcode: opcodes[kind],
        data: text === undefined ? Buffer.from(data).toString('base64') : censor.body(text, '', 'messages'),
        ...(kind === 'text' && text === undefined && { _base64: true as const }),
        ...(compressed === true && { _compressed: true as const }),
        ...(size !== data.byteLength && { _size: size }),
        ...(change !== undefined && { _change: change }),
      },
    ]
  })
}

type Sse = NonNullable<HarLedger['sse']>

/** `t` in ms since the exchange began. */
export function writeEvents(exchange: Exchange, censor: Censor): Sse {
  return exchange.messages
    .filter(({ kind }) => kind === 'event')
    .map((message) => {
      const { event, id, data } = parseEvent(message)
      const cut = message.size > message.data.byteLength
      return {
        t: Math.round((message.at - exchange.startedAt) * 1000) / 1000,
        ...(event !== undefined && { event }),
        ...(id !== undefined && { id }),
        data: censor.body(data, '', 'events'),
        ...(cut && { size: message.size }),
        ...(message.change !== undefined && { change: message.change }),
      }
    })
}

/** WHATWG HTML §9.2.6: several data lines are one text. */
function parseEvent({ data }: StreamMessage): { event?: string; id?: string; data: string } {
  const lines = Buffer.from(data)
    .toString('utf8')
    .split(/\r\n|\r|\n/)
  const values = (name: string) =>
    lines.filter((line) => line.startsWith(`${name}:`)).map((line) => line.slice(name.length + 1).replace(/^ /, ''))
  const [event, id] = [values('event').at(-1), values('id').at(-1)]
  return { ...(event !== undefined && { event }), ...(id !== undefined && { id }), data: values('data').join('\n') }
}
