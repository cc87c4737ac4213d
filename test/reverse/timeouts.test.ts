import { expect, test } from 'vitest'
import { BodyStream } from '../../src/kit/body.ts'
import { createFakeClock } from '../../src/kit/clock.ts'
import type { Failure } from '../../src/model/message.ts'
import { createTimeouts } from '../../src/reverse/timeouts.ts'
import { answer, contextOf, requestTo, upstreams } from '../support/reverse.ts'

test('the engine is told how long it may wait', () => {
  const { asked, next } = upstreams(answer())
  void createTimeouts({ connect: 10, response: 20 }, createFakeClock()).handle(requestTo(), next, contextOf())
  expect(asked[0]!.patience).toEqual({ connect: 10, response: 20 })
})

async function silent(room = true) {
  const clock = createFakeClock()
  let cancelled = 0
  const body = new BodyStream(null, { pauseBody: () => {}, resumeBody: () => {}, cancelBody: () => cancelled++ })
  const verdict = { ...answer(), body }
  const watched = await createTimeouts({ idle: 100 }, clock).handle(requestTo(), upstreams(verdict).next, contextOf())
  if (watched.kind !== 'respond') throw new Error('expected an answer')
  const got: string[] = []
  const failures: Failure[] = []
  watched.body.pipe({
    write: (chunk) => (got.push(Buffer.from(chunk).toString()), room),
    end: () => got.push('end'),
    fail: (failure) => failures.push(failure),
  })
  return { clock, body, watched: watched.body, got, failures, cancelled: () => cancelled }
}

test('silence inside a body ends it, with the cause', async () => {
  const { clock, body, got, failures, cancelled } = await silent()
  clock.advance(99)
  body.push(Buffer.from('a'))
  clock.advance(99)
  expect(failures).toEqual([])
  clock.advance(1)
  expect({ got, failures, cancelled: cancelled() }).toMatchObject({
    got: ['a'],
    failures: [{ code: 'upstream_timeout', leg: 'upstream' }],
    cancelled: 1,
  })
})

test('a client that reads slowly is no silence of the upstream', async () => {
  const { clock, body, watched, got, failures } = await silent()
  watched.pause()
  clock.advance(1000)
  watched.resume()
  body.push(Buffer.from('a'))
  body.finish()
  clock.advance(1000)
  expect({ got, failures }).toEqual({ got: ['a', 'end'], failures: [] })
})

test('nor is one that took what it could', async () => {
  const { clock, body, watched, failures } = await silent(false)
  body.push(Buffer.from('a'))
  clock.advance(1000)
  expect(failures).toEqual([])
  watched.resume()
  clock.advance(100)
  expect(failures).toHaveLength(1)
})

test('a body that nobody wants is let go, and not waited for', async () => {
  const { clock, watched, failures, cancelled } = await silent()
  watched.cancel()
  clock.advance(1000)
  expect({ failures, cancelled: cancelled(), used: watched.used }).toEqual({ failures: [], cancelled: 1, used: true })
})
