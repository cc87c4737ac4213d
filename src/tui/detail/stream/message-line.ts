/** One WebSocket message or server-sent event as a line of the list. */
import { readableBytes, readableDuration } from '../../../kit/readable.ts'
import { sanitize } from '../../../kit/sanitize.ts'
import { fit, truncate } from '../../../kit/width.ts'
import type { StreamMessage } from '../../../model/exchange.ts'
import type { Line, Span } from '../../parts/line.ts'
import { lineWidth } from '../../parts/spread.ts'

/** Bytes of a payload that a line is made from. */
const previewBytes = 400

export type ShownMessage = { message: StreamMessage; plain: Uint8Array | undefined; startedAt: number }

export function messageLine({ message, plain, startedAt }: ShownMessage, selected: boolean, width: number): Line {
  const { direction, at, kind, size, change } = message
  const up = direction === 'up'
  const head: Span[] = [
    [selected ? '▸' : ' ', 'key'],
    [up ? '↑ ' : '↓ ', up ? 'accent' : 'ok'],
    [`+${readableDuration(Math.max(0, at - startedAt))}`.padStart(9), 'dim'],
    [`  ${fit(kind, 6)}`, kind === 'text' || kind === 'event' ? 'plain' : 'dim'],
    [readableBytes(size).padStart(8), 'dim'],
    ['  '],
  ]
  const mark: Span[] = change === undefined ? [] : [[`${change} `, change === 'dropped' ? 'removed' : 'changed']]
  const room = Math.max(0, width - lineWidth(head) - lineWidth(mark))
  return [...head, ...mark, [truncate(previewOf(message, plain), room), change === 'dropped' ? 'dim' : 'plain']]
}

export function previewOf({ kind, data }: Pick<StreamMessage, 'kind' | 'data'>, plain: Uint8Array | undefined): string {
  if (kind === 'close') return closeReason(data)
  if (plain === undefined) return 'compressed, and what it leans on is not kept'
  const bytes = plain.subarray(0, previewBytes)
  if (kind === 'binary')
    return Array.from(bytes.subarray(0, 40), (byte) => byte.toString(16).padStart(2, '0')).join(' ')
  return sanitize(new TextDecoder().decode(bytes).trim())
}

const closeCodes: Readonly<Record<number, string>> = {
  1000: 'normal',
  1001: 'going away',
  1002: 'protocol error',
  1003: 'unsupported data',
  1007: 'invalid data',
  1008: 'policy violation',
  1009: 'too big',
  1010: 'extension missing',
  1011: 'internal error',
  1012: 'service restart',
  1013: 'try again later',
}

/** A code of two bytes and a reason (RFC 6455 §5.5.1, §7.4.1). */
function closeReason(data: Uint8Array): string {
  if (data.length < 2) return 'no code'
  const code = data[0]! * 256 + data[1]!
  const reason = sanitize(new TextDecoder().decode(data.subarray(2)))
  return [String(code), closeCodes[code] ?? '', reason].filter((part) => part !== '').join(' ')
}
