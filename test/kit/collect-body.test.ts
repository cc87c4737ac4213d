import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { BodyStream } from '../../src/kit/body.ts'
import { bodyOfBytes, collectBody } from '../../src/kit/collect-body.ts'
import { read } from '../support/origin.ts'

function source() {
  const calls: string[] = []
  const body = new BodyStream(null, {
    pauseBody: () => void calls.push('pause'),
    resumeBody: () => void calls.push('resume'),
    cancelBody: () => void calls.push('cancel'),
  })
  return { body, calls }
}

describe('collectBody', () => {
  test('a body that ends is complete, with its trailers, and can be read again', async () => {
    const { body } = source()
    const collecting = collectBody(body, 100)
    body.push(Buffer.from('ab'))
    body.push(Buffer.from('c'))
    body.finish(['T', '1'])
    const collected = await collecting
    expect(collected).toMatchObject({ size: 3, complete: true, trailers: ['T', '1'] })
    expect(await read(collected.body)).toMatchObject({ text: 'abc', trailers: ['T', '1'] })
  })

  test('a body that breaks off says so to who reads it again', async () => {
    const { body } = source()
    const collecting = collectBody(body, 100)
    body.push(Buffer.from('ab'))
    body.abort({ code: 'client_abort', message: 'gone', leg: 'client' })
    const collected = await collecting
    expect(collected.complete).toBe(false)
    expect(await read(collected.body)).toMatchObject({ text: 'ab', failure: { message: 'gone' } })
  })

  test.each([10, 200_000])('past a limit of %i the rest follows, and the source is held meanwhile', async (limit) => {
    const { body, calls } = source()
    const collecting = collectBody(body, limit)
    const chunk = Buffer.alloc(50_000, 'x')
    for (let i = 0; i < 5; i++) body.push(chunk)
    const collected = await collecting
    expect(collected).toMatchObject({ complete: false })
    expect(collected.size).toBeGreaterThanOrEqual(limit)
    expect(calls).toEqual(['pause'])
    const reading = read(collected.body)
    expect(calls).toEqual(['pause', 'resume'])
    body.push(chunk)
    body.finish()
    expect((await reading).bytes.length).toBe(300_000)
  })

  test('cancelling the rest cancels the source', async () => {
    const { body, calls } = source()
    const collecting = collectBody(body, 1)
    body.push(Buffer.from('ab'))
    ;(await collecting).body.cancel()
    expect(calls).toContain('cancel')
  })

  test('whatever the pieces and the limit, the bytes are the same', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.uint8Array({ minLength: 1, maxLength: 20 })),
        fc.integer({ min: 1, max: 60 }),
        async (chunks, limit) => {
          const { body } = source()
          const collecting = collectBody(body, limit)
          for (const chunk of chunks) body.push(chunk)
          body.finish()
          const { body: again } = await collecting
          expect((await read(again)).bytes).toEqual(Buffer.concat(chunks))
        },
      ),
    )
  })
})

test('a body of bytes is framed as it is told', async () => {
  expect(bodyOfBytes(Buffer.from('a'), null).length).toBeNull()
  expect(await read(bodyOfBytes(Buffer.from('a'), 1, ['T', '1']))).toMatchObject({ text: 'a', trailers: ['T', '1'] })
})

test('enough is enough: what came is told, the rest waits for its consumer', async () => {
  const { body, calls } = source()
  const enough = new AbortController()
  const collecting = collectBody(body, 1_000_000, enough.signal)
  body.push(Buffer.alloc(70_000, 'a'))
  expect(calls).toEqual([])
  enough.abort()
  const { complete, size, body: again } = await collecting
  expect({ complete, size, calls }).toEqual({ complete: false, size: 70_000, calls: ['pause'] })
  const rest = read(again)
  body.push(Buffer.from('b'))
  body.finish()
  expect((await rest).bytes.length).toBe(70_001)
})
