import { expect, test } from 'vitest'
import { isEventStream, isStream } from '../../src/engine/stream-types.ts'

const head = (...fields: string[]) => ({ status: 200, reason: 'OK', version: '1.1' as const, fields })

test.each([
  'text/event-stream',
  'Text/Event-Stream; charset=utf-8',
  'application/x-ndjson',
  'application/grpc+proto',
  'multipart/x-mixed-replace; boundary=x',
])('%s is a stream', (type) => expect(isStream(head('Content-Type', type))).toBe(true))

test.each(['application/json', 'text/html', 'text/event-streams-of-words'])(
  '%s is judged by its type alone',
  (type) => {
    expect(isEventStream(head('Content-Type', type))).toBe(false)
  },
)

test('events that are compressed cannot be read as they pass', () => {
  expect(isEventStream(head('content-type', 'text/event-stream', 'content-encoding', 'gzip'))).toBe(false)
  expect(isEventStream(head('content-type', 'text/event-stream', 'content-encoding', 'identity'))).toBe(true)
})
