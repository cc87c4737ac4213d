import { describe, expect, test } from 'vitest'
import type { Sink } from '../../src/model/message.ts'
import { ProducedBody } from '../../src/origin/produced-body.ts'

function pieces(count: number, size = 1) {
  let made = 0
  const body = new ProducedBody(null, () => (made === count ? undefined : new Uint8Array(size).fill(++made)))
  return { body, made: () => made }
}

function sink(accept: (chunk: Uint8Array) => boolean = () => true): Sink & { taken: number; ended: number } {
  const one = {
    taken: 0,
    ended: 0,
    write(chunk: Uint8Array) {
      one.taken++
      return accept(chunk)
    },
    end: () => void one.ended++,
    fail: () => {
      throw new Error('never')
    },
  }
  return one
}

describe('a produced body', () => {
  test('gives all pieces and ends once', () => {
    const { body } = pieces(3)
    const to = sink()
    body.pipe(to)
    expect(to).toMatchObject({ taken: 3, ended: 1 })
    body.resume()
    expect(to.ended).toBe(1)
  })

  test('makes nothing that was not asked for', () => {
    const { body, made } = pieces(3)
    expect(made()).toBe(0)
    const to = sink(() => false)
    body.pipe(to)
    expect(made()).toBe(1)
    body.resume()
    expect(made()).toBe(2)
    body.resume()
    body.resume()
    expect(to).toMatchObject({ taken: 3, ended: 1 })
  })

  test('goes on when the sink resumes it from within a write, without going deeper', () => {
    const { body } = pieces(10_000)
    const to = sink(() => {
      body.resume()
      return false
    })
    body.pipe(to)
    expect(to).toMatchObject({ taken: 10_000, ended: 1 })
  })

  test('stops at a pause although the write was accepted', () => {
    const { body } = pieces(3)
    const to = sink(() => {
      body.pause()
      return true
    })
    body.pipe(to)
    expect(to.taken).toBe(1)
  })

  test('stops for good when it is cancelled, also from within a write', () => {
    const { body, made } = pieces(3)
    const to = sink(() => {
      body.cancel()
      return true
    })
    body.pipe(to)
    body.resume()
    expect(to).toMatchObject({ taken: 1, ended: 0 })
    expect(made()).toBe(1)
  })

  test('cancelled before it is read, it cannot be read', () => {
    const { body } = pieces(1)
    body.cancel()
    expect(body.used).toBe(true)
    expect(() => body.pipe(sink())).toThrow('once')
  })

  test('lets others have a turn after a megabyte', async () => {
    const { body } = pieces(5, 512 * 1024)
    const to = sink()
    body.pipe(to)
    expect(to.taken).toBe(2)
    await new Promise((resolve) => setImmediate(resolve))
    expect(to.taken).toBe(4)
    await new Promise((resolve) => setImmediate(resolve))
    expect(to).toMatchObject({ taken: 5, ended: 1 })
  })

  test('cancelled while it rests, it gives nothing more', async () => {
    const { body } = pieces(5, 512 * 1024)
    const to = sink()
    body.pipe(to)
    body.cancel()
    await new Promise((resolve) => setImmediate(resolve))
    expect(to.taken).toBe(2)
  })
})
