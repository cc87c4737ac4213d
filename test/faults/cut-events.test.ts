import { expect, test } from 'vitest'
import { answer, changed, explained } from '../support/fault.ts'

const sse = ['Content-Type', 'text/event-stream; charset=utf-8', 'Content-Length', '30']

test('after event N the stream breaks off', async () => {
  const { verdict, seen } = await changed(
    'cut_events',
    { after: 2 },
    answer('data: 1\n\ndata: 2\r\n\r\ndata: 3\n\n', sse),
  )
  expect(seen.map(([, what]) => what)).toEqual(['data: 1\n\n', 'data: 2\r\n\r\n', 'fail injected'])
  expect(verdict.head.fields).toEqual(sse.slice(0, 2))
  expect(verdict.body.length).toBeNull()
})

test('0 lets no event pass, and a shorter stream ends as it would', async () => {
  expect((await changed('cut_events', { after: 0 }, answer('data: 1\n\n', sse))).seen.map(([, what]) => what)).toEqual([
    'fail injected',
  ])
  expect((await changed('cut_events', { after: 2 }, answer('data: 1\n\n', sse))).seen.map(([, what]) => what)).toEqual([
    'data: 1\n\n',
    'end',
  ])
})

test.each([
  ['another type', ['Content-Type', 'text/plain']],
  ['an encoded stream', [...sse, 'Content-Encoding', 'gzip']],
])('%s is left alone', async (_what, fields) => {
  const upstream = answer('data: 1\n\ndata: 2\n\n', fields)
  expect((await changed('cut_events', {}, upstream)).verdict).toBe(upstream)
})

test('it explains itself', () => {
  expect(explained('cut_events', { after: 0 })).toBe('end the event stream before its first event')
  expect(explained('cut_events', { after: 3 })).toBe('end the event stream after event 3')
})
