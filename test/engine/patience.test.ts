import { expect, test } from 'vitest'
import { BodyStream, emptyBody } from '../../src/kit/body.ts'
import { createFakeClock } from '../../src/kit/clock.ts'
import { Patience } from '../../src/engine/patience.ts'
import type { Patience as Allowed } from '../../src/model/message.ts'

function patienceOf(allowed: Allowed) {
  const clock = createFakeClock()
  const expired: string[] = []
  const gone = new AbortController()
  const world = { after: clock.after.bind(clock), signal: gone.signal }
  const patience = new Patience(allowed, world, {
    giveUp: ({ code, message }) => expired.push(`${code}: ${message}`),
    clientGone: () => expired.push('the client is gone'),
  })
  return { clock, expired, gone, patience }
}

test('each phase has its own limit, in place of the one before', () => {
  const { clock, expired, patience } = patienceOf({ connect: 10, response: 50 })
  patience.connecting()
  clock.advance(9)
  patience.answering(emptyBody())
  clock.advance(49)
  expect(expired).toEqual([])
  clock.advance(1)
  expect(expired).toEqual(['upstream_timeout: the upstream did not answer within 50 ms'])
  patience.connecting()
  clock.advance(10)
  expect(expired[1]).toBe('connect_timeout: the upstream did not accept the connection within 10 ms')
})

test('a phase without a limit ends the wait of the one before', () => {
  const { clock, expired, patience } = patienceOf({ connect: 10 })
  patience.connecting()
  patience.answering(emptyBody())
  clock.advance(1000)
  expect(expired).toEqual([])
})

function upload(response = 50) {
  const parts = patienceOf({ response })
  const source = new BodyStream(null, { pauseBody: () => {}, resumeBody: () => {}, cancelBody: () => {} })
  const body = parts.patience.answering(source)
  const sink = { room: true, write: () => sink.room, end: () => {}, fail: () => {} }
  body.pipe(sink)
  return { ...parts, source, sink, body }
}

test('a client that uploads slowly is not the upstream keeping it waiting', () => {
  const { clock, expired, source } = upload()
  for (let times = 0; times < 5; times++) {
    clock.advance(200)
    source.push(Buffer.from('a'))
  }
  source.finish()
  clock.advance(49)
  expect(expired).toEqual([])
  clock.advance(1)
  expect(expired).toEqual(['upstream_timeout: the upstream did not answer within 50 ms'])
})

test('an upstream that takes no more of an upload is', () => {
  const { clock, expired, source, sink, body } = upload()
  sink.room = false
  source.push(Buffer.from('a'))
  clock.advance(49)
  body.resume()
  clock.advance(100)
  source.push(Buffer.from('b'))
  clock.advance(50)
  expect(expired).toEqual(['upstream_timeout: the upstream took no more of the request within 50 ms'])
})

test('after the answer nothing expires, whatever is still uploaded', () => {
  const { clock, expired, source, sink, patience } = upload()
  patience.stop()
  sink.room = false
  source.push(Buffer.from('a'))
  source.finish()
  clock.advance(1000)
  expect(expired).toEqual([])
})

test('one of several at once hears that it is not wanted, and that its client is gone', () => {
  const stop = new AbortController()
  const { expired, gone } = patienceOf({ stop: stop.signal })
  gone.abort()
  stop.abort()
  expect(expired).toEqual(['the client is gone', 'upstream_unwanted: another try was answered first'])
})

test('what was not wanted before it began is given up at once', () => {
  const { expired, gone } = patienceOf({ stop: AbortSignal.abort() })
  expect(expired).toEqual(['upstream_unwanted: another try was answered first'])
  gone.abort()
  expect(expired).toHaveLength(1)
})
