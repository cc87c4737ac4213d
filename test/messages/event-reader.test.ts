import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { EventReader } from '../../src/messages/event-reader.ts'

function read(text: string, cuts: readonly number[] = [], cap = 1000): string[] {
  const bytes = Buffer.from(text)
  const events: string[] = []
  const reader = new EventReader(cap, ({ data }) =>
    events.push(Buffer.from(data).toString().replace(/\r\n?/g, '\n').trim()),
  )
  let at = 0
  for (const cut of [...cuts, bytes.length].sort((a, b) => a - b)) {
    reader.feed(bytes.subarray(at, Math.max(at, cut)))
    at = Math.max(at, cut)
  }
  return events
}

describe('EventReader', () => {
  test.each(['\n', '\r\n', '\r'])('finds events whatever the line end (%j), split anywhere', (eol) => {
    const text = [
      'data: one',
      '',
      'event: x',
      'data: two',
      'data: more',
      '',
      '',
      ': comment',
      '',
      'data: unfinished',
    ].join(eol)
    fc.assert(
      fc.property(fc.array(fc.nat(text.length), { maxLength: 8 }), (cuts) => {
        expect(read(text, cuts)).toEqual(['data: one', 'event: x\ndata: two\ndata: more', ': comment'])
      }),
    )
  })

  test('keeps a capped copy', () => {
    expect(read(`data: ${'x'.repeat(100)}\n\n`, [3], 10)).toEqual(['data: xxxx'])
  })
})
