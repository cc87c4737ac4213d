/** The words for an upstream that failed: which code, how far it had come, and the bytes if they were at fault. */
import { describe, expect, test } from 'vitest'
import { Malformed } from '../../../src/engine/http1/malformed.ts'
import { brokenConnection, closedEarly, unreadableAnswer } from '../../../src/engine/http1/upstream-failure.ts'

const errno = (code?: string) => Object.assign(new Error('it broke'), code === undefined ? {} : { code })

describe('a connection that ended', () => {
  test.each([
    [closedEarly({ headSeen: false }), 'upstream_closed', 'the upstream closed the connection without an answer'],
    [
      closedEarly({ headSeen: true }),
      'upstream_closed',
      'the upstream closed the connection before the response was complete',
    ],
    [
      brokenConnection(errno('ECONNRESET'), { headSeen: false }),
      'upstream_reset',
      'the upstream reset the connection before it answered',
    ],
    [
      brokenConnection(errno('EPIPE'), { headSeen: true }),
      'upstream_reset',
      'the upstream reset the connection before the response was complete',
    ],
    [
      brokenConnection(errno('ETIMEDOUT'), { headSeen: false }),
      'upstream_closed',
      'the upstream connection failed (ETIMEDOUT) before it answered',
    ],
    [
      brokenConnection(errno(), { headSeen: false }),
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

test('of a head that is not complete, how much there was, and the bytes', () => {
  expect(closedEarly({ headSeen: false, partial: 'HTTP/1.1 2' })).toEqual({
    code: 'upstream_closed',
    message: 'the upstream closed the connection after 10 bytes of a head',
    leg: 'upstream',
    bytes: 'HTTP/1.1 2',
  })
  expect(brokenConnection(errno('ECONNRESET'), { headSeen: false, partial: 'H' })).toEqual({
    code: 'upstream_reset',
    message: 'the upstream reset the connection after 1 byte of a head',
    leg: 'upstream',
    bytes: 'H',
  })
})

test('an alert after the handshake is told by its name, with what helps', () => {
  expect(brokenConnection(errno('ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED'), { headSeen: false })).toEqual({
    code: 'tls_alert',
    message: 'the upstream ended the TLS connection with the alert certificate_required: it wants a client certificate',
    leg: 'upstream',
    hint: 'It may want a client certificate: -E.',
  })
  expect(brokenConnection(errno('ERR_SSL_TLSV1_ALERT_UNKNOWN_CA'), { headSeen: false })).not.toHaveProperty('hint')
})
