import { expect, test } from 'vitest'
import { BodyStream } from '../../src/kit/body.ts'
import { answer, changed, pour, ruleWith, type Answer } from '../support/fault.ts'

const sse = ['Content-Type', 'text/event-stream']

test('nothing comes for a time after event N', async () => {
  const { seen, clock } = await changed('stall_events', { after: 1, for: 500 }, answer('data: 1\n\ndata: 2\n\n', sse))
  clock.advance(1000)
  expect(seen).toEqual([
    [0, 'data: 1\n\n'],
    [500, 'data: 2\n\n'],
    [500, 'end'],
  ])
})

test('the silence counts from the end of event N, and only once', async () => {
  const rule = ruleWith('stall_events', { for: 500 })
  const source = new BodyStream(null, { pauseBody() {}, resumeBody() {}, cancelBody() {} })
  const seen = pour(((await rule.handle(answer(source, sse))) as Answer).body, () => rule.clock.now())
  for (const text of ['data: 1\n', '\n', 'data: 2\n\n', 'data: 3\n\n']) {
    source.push(Buffer.from(text))
    rule.clock.advance(400)
  }
  expect(seen).toEqual([
    [0, 'data: 1\n'],
    [400, '\n'],
    [900, 'data: 2\n\n'],
    [1200, 'data: 3\n\n'],
  ])
})

test('0 stalls before the first event', async () => {
  const { seen, clock } = await changed('stall_events', { after: 0, for: 500 }, answer('data: 1\n\n', sse))
  clock.advance(500)
  expect(seen[0]).toEqual([500, 'data: 1\n\n'])
})
