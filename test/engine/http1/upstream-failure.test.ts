/** The words for an upstream that failed: which code, how far it had come, and the bytes if they were at fault. */
import { describe, expect, test } from 'vitest'
import { Malformed } from '../../../src/engine/http1/malformed.ts'
import { brokenConnection, closedEarly, unreadableAnswer } from '../../../src/engine/http1/upstream-failure.ts'

const errno = (code?: string) => Object.assign(new Error('it broke'), code === undefined ? {} : { code })

describe('a connection that ended', () => {
  test.each([
    [closedEarly(false), 'upstream_closed', 'the upstream closed the connection without an answer'],
    [closedEarly(true), 'upstream_closed', 'the upstream closed the connection before the response was complete'],
    [
      brokenConnection(errno('ECONNRESET'), false),
      'upstream_reset',
      'the upstream reset the connection before it answered',
    ],
    [
      brokenConnection(errno('EPIPE'), true),
      'upstream_reset',
      'the upstream reset the connection before the response was complete',
    ],
    [
      brokenConnection(errno('ETIMEDOUT'), false),
      'upstream_closed',
      'the upstream connection failed (ETIMEDOUT) before it answered',
    ],
    [
      brokenConnection(errno(), false),
      'upstream_closed',
      'the upstream connection failed (it broke) before it answered',
    ],
  ])('%o', (failure, code, message) => {
    expect(failure).toEqual({ code, message, leg: 'upstream' })
  })
})

test('bytes that are no answer are shown; too many of them have a code of their own', () => {
  expect(unreadableAnswer(new Malformed('Expected a status line'), 'SSH-2.0')).toEqual({
    code: 'upstream_malformed',
    message: "the upstream's answer is not valid HTTP: Expected a status line",
    leg: 'upstream',
    bytes: 'SSH-2.0',
  })
  expect(unreadableAnswer(new Malformed('Expected less', { limit: 'head_too_large' }), '').code).toBe(
    'upstream_head_too_large',
  )
})
