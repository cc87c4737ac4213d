import { expect, test } from 'vitest'
import { BodyStream } from '../../src/kit/body.ts'
import { answer, changed, pour, ruleWith, type Answer } from '../support/fault.ts'

const sse = ['Content-Type', 'text/event-stream']

test('event N comes twice', async () => {
  const { seen } = await changed('duplicate_event', { event: 2 }, answer('data: a\n\ndata: b\n\ndata: c\n\n', sse))
  expect(seen.map(([, what]) => what).join('')).toBe('data: a\n\ndata: b\n\ndata: b\n\ndata: c\n\nend')
})

test('also when it comes in pieces, as far as it is not too long', async () => {
  for (const [size, times] of [
    [10, 2],
    [700_000, 1],
  ] as const) {
    const source = new BodyStream(null, { pauseBody() {}, resumeBody() {}, cancelBody() {} })
    const seen = pour(((await ruleWith('duplicate_event', {}).handle(answer(source, sse))) as Answer).body)
    const parts = [`data: ${'x'.repeat(size)}`, `${'y'.repeat(size)}\n\n`]
    for (const part of parts) source.push(Buffer.from(part))
    expect(seen.map(([, what]) => what).join('')).toBe(parts.join('').repeat(times))
  }
})
