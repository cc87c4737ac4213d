import { expect, test } from 'vitest'
import { answer, changed } from '../support/fault.ts'

const sse = ['Content-Type', 'text/event-stream']

test('event N is missing, the others are whole', async () => {
  const { verdict, seen } = await changed(
    'drop_event',
    { event: 2 },
    answer('id: 1\ndata: a\n\ndata: b\n\ndata: c\n\n', sse),
  )
  expect(seen.map(([, what]) => what)).toEqual(['id: 1\ndata: a\n\n', 'data: c\n\n', 'end'])
  expect(verdict.body.length).toBeNull()
})

test('another type is left alone', async () => {
  const upstream = answer('data: b\n\n')
  expect((await changed('drop_event', {}, upstream)).verdict).toBe(upstream)
})
