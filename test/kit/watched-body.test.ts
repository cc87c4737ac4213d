import { expect, test } from 'vitest'
import { BodyStream } from '../../src/kit/body.ts'
import { type Awaited, WatchedBody } from '../../src/kit/watched-body.ts'

function watched() {
  const told: Awaited[] = []
  const source = new BodyStream(null, { pauseBody: () => {}, resumeBody: () => {}, cancelBody: () => {} })
  return { told, source, body: new WatchedBody(source, (awaited) => told.push(awaited)) }
}

test('it is the turn of the sink while that takes nothing, also when it only said so', () => {
  const { told, source, body } = watched()
  let room = true
  const got: string[] = []
  body.pipe({
    write: (chunk) => (got.push(Buffer.from(chunk).toString()), room),
    end: () => got.push('end'),
    fail: () => got.push('fail'),
  })
  source.push(Buffer.from('a'))
  room = false
  source.push(Buffer.from('b'))
  expect(told).toEqual(['source', 'source', 'sink'])
  room = true
  body.resume()
  body.pause()
  body.resume()
  source.finish()
  expect(told.slice(3)).toEqual(['source', 'sink', 'source', 'nobody'])
  expect(got).toEqual(['a', 'b', 'end'])
})

test('nobody is waited for after a cut, or once it is not wanted', () => {
  const sink = { write: () => true, end: () => {}, fail: () => {} }
  const cut = watched()
  cut.body.pipe(sink)
  cut.source.abort({ code: 'upstream_closed', message: 'closed', leg: 'upstream' })
  expect(cut.told).toEqual(['source', 'nobody'])
  const unwanted = watched()
  unwanted.body.pause()
  unwanted.body.resume()
  unwanted.body.cancel()
  expect(unwanted.told).toEqual(['nobody'])
  expect(unwanted.body.used).toBe(true)
})
