import { expect, test } from 'vitest'
import { brokenDial, dialAttempt, sentAttempt } from '../../src/engine/attempt.ts'
import type { Announcement } from '../../src/engine/exchange-facts.ts'
import type { Failure } from '../../src/model/message.ts'

const failure: Failure = { code: 'upstream_timeout', message: 'too long', leg: 'upstream' }
const upstream = { address: '192.0.2.1', port: 80, protocol: 'http/1.1', reused: true } as const
const announced: Announcement = {
  type: 'upstream',
  id: 'a',
  at: 110,
  upstream,
  patches: [],
  dns: 1,
  connect: 2,
  tls: null,
}

test('a try that was sent has what each phase took until it failed, and began with its dial', () => {
  expect(sentAttempt({ announced, sentAt: 115 }, failure, 100, 515)).toEqual({
    startedAt: 107,
    address: '192.0.2.1',
    port: 80,
    failure,
    reused: true,
    timings: { dns: 1, connect: 2, tls: null, send: 5, wait: 400, receive: null },
  })
})

test('who never got the whole request was not waited for; a dial before the exchange began is none of its time', () => {
  const attempt = sentAttempt({ announced, sentAt: 0 }, failure, 108, 130)
  expect(attempt).toMatchObject({ startedAt: 108, timings: { send: 20, wait: null } })
})

test('a dial names the address it tried last, or else the server', () => {
  const timings = { dns: 1, connect: 2, tls: null }
  const attempts = [{ address: '192.0.2.7', port: 81, ms: 2, code: 'ECONNREFUSED' }]
  const server = { host: 'a.test', port: 80 }
  expect(dialAttempt(7, { failure, timings, attempts }, server)).toEqual({
    startedAt: 7,
    address: '192.0.2.7',
    port: 81,
    failure,
    reused: false,
    timings: { ...timings, send: null, wait: null, receive: null },
  })
  expect(dialAttempt(7, { failure, timings, attempts: [] }, server)).toMatchObject({ address: 'a.test', port: 80 })
})

test.each([
  ['dns_failed', { dns: 9, connect: null, tls: null }],
  ['tls_expired', { dns: null, connect: null, tls: 9 }],
  ['connect_timeout', { dns: null, connect: 9, tls: null }],
  ['upstream_unwanted', { dns: null, connect: 9, tls: null }],
])('the time of a dial that ended with %s is that of its phase', (code, timings) => {
  expect(brokenDial({ ...failure, code }, 9)).toEqual({ failure: { ...failure, code }, timings, attempts: [] })
})
