import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { createArena } from '../../src/kit/arena.ts'

describe('arena', () => {
  test('keeps what it was given, whatever comes after', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 3000 }), { maxLength: 300 }), (chunks) => {
        const arena = createArena()
        const kept = chunks.map((chunk) => {
          const source = Uint8Array.from(chunk)
          const copy = arena.keep(source)
          source.fill(0xff)
          return copy
        })
        kept.forEach((copy, i) => expect(Buffer.compare(copy, chunks[i]!)).toBe(0))
      }),
      { numRuns: 30 },
    )
  })

  test('small chunks share a slab of 256 KiB, and not the chunk they came from', () => {
    const arena = createArena()
    const read = Buffer.alloc(65_536, 1)
    const first = arena.keep(read.subarray(0, 1024))
    const second = arena.keep(read.subarray(1024, 2000))
    expect(second.buffer).toBe(first.buffer)
    expect(first.buffer).not.toBe(read.buffer)
    expect(first.buffer.byteLength).toBe(256 * 1024)
  })

  test('a full slab is followed by another', () => {
    const arena = createArena()
    const views = Array.from({ length: 300 }, (_, i) => arena.keep(new Uint8Array(1000).fill(i)))
    expect(new Set(views.map((view) => view.buffer)).size).toBe(2)
    expect(views[262]![0]).toBe(262 & 255)
  })

  test('chunks over 32 KiB get memory of exactly their size', () => {
    const arena = createArena()
    const copy = arena.keep(Buffer.alloc(32 * 1024 + 1, 7))
    expect(copy.buffer.byteLength).toBe(32 * 1024 + 1)
    expect(copy.every((byte) => byte === 7)).toBe(true)
    expect(arena.keep(Buffer.alloc(32 * 1024, 7)).buffer.byteLength).toBe(256 * 1024)
  })

  test('an empty chunk is kept as an empty one', () => {
    expect(createArena().keep(new Uint8Array(0)).byteLength).toBe(0)
  })

  test('the last bytes of a slab are used up to its end', () => {
    const arena = createArena()
    const views = Array.from({ length: 8 }, () => arena.keep(new Uint8Array(32 * 1024)))
    expect(new Set(views.map((view) => view.buffer)).size).toBe(1)
    expect(arena.keep(new Uint8Array(1)).buffer).not.toBe(views[0]!.buffer)
  })
})
