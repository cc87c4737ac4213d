import { expect, test } from 'vitest'
import { widthOf } from '../../../../src/kit/width.ts'
import type { StreamMessage } from '../../../../src/model/exchange.ts'
import { messageLine, previewOf } from '../../../../src/tui/detail/stream/message-line.ts'
import { plainLine } from '../../../../src/tui/theme/paint.ts'
import { buildMessage, startedAt } from '../../../support/exchange.ts'

const shown = (message: StreamMessage, selected = false, width = 60) =>
  plainLine(messageLine({ message, plain: message.data, startedAt }, selected, width))

test('direction, time, kind, size, and how it begins', () => {
  expect(shown(buildMessage({ data: '{"a":1}\n{"b":2}' }))).toBe(' ↓    +50 ms  text      15 B  {"a":1} {"b":2}')
  expect(shown(buildMessage({ data: 'hi', direction: 'up', at: startedAt + 61_500 }), true)).toBe(
    '▸↑ +1 m 02 s  text       2 B  hi',
  )
})

test('what a rule or a person did to it', () => {
  expect(shown(buildMessage({ data: 'x', change: 'dropped' }))).toMatch(/ {2}dropped x$/)
  expect(shown(buildMessage({ data: 'x', change: 'edited' }))).toMatch(/ {2}edited x$/)
})

test('bytes, closings, and what cannot be told', () => {
  expect(previewOf(buildMessage({ kind: 'binary', data: new Uint8Array([0, 255]) }), new Uint8Array([0, 255]))).toBe(
    '00 ff',
  )
  expect(previewOf(buildMessage({ kind: 'close', data: Buffer.from('\x03\xe9bye', 'latin1') }), undefined)).toBe(
    '1001 going away bye',
  )
  expect(previewOf(buildMessage({ kind: 'close' }), undefined)).toBe('no code')
  expect(previewOf(buildMessage(), undefined)).toMatch(/^compressed/)
})

test('harmless, and never too wide', () => {
  expect(shown(buildMessage({ data: '\x1b[2Jred' }))).toMatch(/ red$/)
  for (const change of [{}, { change: 'edited' as const }])
    expect(widthOf(shown(buildMessage({ data: '日本🎉'.repeat(50), ...change })))).toBeLessThanOrEqual(60)
})
