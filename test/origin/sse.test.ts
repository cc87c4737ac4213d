import { describe, expect, test } from 'vitest'
import type { Body } from '../../src/model/message.ts'
import { ask, clock, verdictFor } from '../support/origin.ts'

async function open(path: string, fields: string[] = []): Promise<Body> {
  const { verdict } = await verdictFor(path, { fields })
  if (verdict.kind !== 'respond') throw new Error('expected an answer')
  return verdict.body
}

function collect(body: Body, accept = () => true) {
  const got = { text: '', ended: false }
  body.pipe({
    write: (chunk) => ((got.text += Buffer.from(chunk).toString()), accept()),
    end: () => (got.ended = true),
    fail: () => {},
  })
  const ids = () => [...got.text.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id))
  return { got, ids }
}

describe('/sse', () => {
  test('sends one event at once and one every second, without end', async () => {
    const body = await open('/sse')
    const { got, ids } = collect(body)
    expect(got.text).toMatch(/^id: 1\ndata: \{"event":1,"at":"\d{4}-[^"]+Z"\}\n\n$/)
    clock.advance(999)
    expect(ids()).toEqual([1])
    clock.advance(1)
    clock.advance(3000)
    expect(ids()).toEqual([1, 2, 3, 4, 5])
    body.cancel()
    clock.advance(5000)
    expect(ids()).toHaveLength(5)
  })

  test('ends after count, at the pace of interval', async () => {
    const { got, ids } = collect(await open('/sse?count=3&interval=10'))
    clock.advance(19)
    expect({ ids: ids(), ended: got.ended }).toEqual({ ids: [1, 2], ended: false })
    clock.advance(1)
    expect({ ids: ids(), ended: got.ended }).toEqual({ ids: [1, 2, 3], ended: true })
    clock.advance(1000)
    expect(ids()).toHaveLength(3)
  })

  test('makes no events while the client does not read', async () => {
    let accepts = false
    const body = await open('/sse?interval=10')
    const { ids } = collect(body, () => accepts)
    clock.advance(1000)
    expect(ids()).toEqual([1])
    accepts = true
    body.resume()
    clock.advance(20)
    expect(ids()).toEqual([1, 2, 3])
    body.cancel()
  })

  test('goes on after the last event a client saw, and says when there are no more', async () => {
    const { ids } = collect(await open('/sse?count=4&interval=10', ['Last-Event-ID', '2']))
    clock.advance(100)
    expect(ids()).toEqual([3, 4])
    expect((await ask('/sse?count=4', { fields: ['Last-Event-ID', '4'] })).status).toBe(204)
    expect((await ask('/sse?count=0')).status).toBe(204)
  })

  test('is an event stream without a length', async () => {
    const { verdict } = await verdictFor('/sse')
    if (verdict.kind !== 'respond') throw new Error('expected an answer')
    expect(verdict.head.fields).toContain('text/event-stream')
    expect(verdict.body.length).toBeNull()
    verdict.body.cancel()
  })
})
