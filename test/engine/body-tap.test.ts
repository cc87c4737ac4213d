import { describe, expect, test } from 'vitest'
import { BodyTap, EventStreamTap, noBody } from '../../src/engine/body-tap.ts'
import { createArena } from '../../src/kit/arena.ts'

const text = (tap: BodyTap) => Buffer.concat(tap.chunks).toString()

describe('BodyTap', () => {
  test('counts everything and keeps the first bytes', () => {
    const tap = new BodyTap(createArena(), 5)
    for (const piece of ['abc', 'def', 'ghi']) tap.add(Buffer.from(piece))
    expect([tap.size, tap.kept, tap.chunks.length, text(tap)]).toEqual([9, 5, 2, 'abcde'])
  })

  test('keeps a copy: the read buffer may be used again', () => {
    const tap = new BodyTap(createArena(), 5)
    const chunk = Buffer.from('abc')
    tap.add(chunk)
    chunk.fill('x')
    expect(text(tap)).toBe('abc')
  })

  test('with no room keeps nothing', () => {
    const tap = new BodyTap(createArena(), 0)
    tap.add(Buffer.from('abc'))
    expect([tap.size, tap.kept, tap.chunks]).toEqual([3, 0, []])
  })
})

test('an event stream is read as it passes, and kept as well', () => {
  const events: string[] = []
  const tap = new EventStreamTap(createArena(), 100, ({ data }) => void events.push(Buffer.from(data).toString()))
  tap.add(Buffer.from('data: a\n\nda'))
  tap.add(Buffer.from('ta: b\n\ndata: c'))
  expect(events).toHaveLength(2)
  expect(text(tap)).toBe('data: a\n\ndata: b\n\ndata: c')
})

test('no body is nothing, for ever', () => {
  expect(noBody).toEqual({ size: 0, kept: 0, chunks: [] })
  expect(Object.isFrozen(noBody)).toBe(true)
})
