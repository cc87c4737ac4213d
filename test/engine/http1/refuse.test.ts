import { describe, expect, test } from 'vitest'
import type { Core } from '../../../src/engine/core.ts'
import { refuseBytes } from '../../../src/engine/http1/refuse.ts'
import { createArena } from '../../../src/kit/arena.ts'
import { createFakeClock } from '../../../src/kit/clock.ts'
import type { ProxyEvent } from '../../../src/model/event.ts'
import type { Failure } from '../../../src/model/message.ts'
import { readResponses } from '../../support/read-messages.ts'

function refuse(failure: Failure, parent?: string, bytes = 'BAD\0') {
  const events: ProxyEvent[] = []
  const core = {
    clock: createFakeClock(5),
    nextId: () => 'x1',
    arena: createArena(),
    maxBody: 100,
    emit: (event: ProxyEvent) => void events.push(event),
  } as Partial<Core> as Core
  const client = { address: '127.0.0.1', port: 1, protocol: 'http/1.1' } as const
  const arrival = {
    mode: 'forward',
    client,
    local: { address: '127.0.0.1', port: 8080 },
    scheme: 'http',
    ...(parent && { parent }),
  } as const
  const answer = refuseBytes(core, arrival, bytes, failure)
  return { events, answer, read: readResponses([Buffer.from(answer, 'latin1')]).messages }
}

const failure: Failure = { code: 'bad_request', message: 'Expected a method, got 0x00', leg: 'client' }

describe('bytes that are no request', () => {
  test.each([
    ['bad_request', 400, 'Bad Request'],
    ['head_too_large', 431, 'Request Header Fields Too Large'],
    ['target_too_long', 414, 'URI Too Long'],
    ['head_timeout', 408, 'Request Timeout'],
  ])('%s is answered %d and the connection ends', (code, status, reason) => {
    const [message] = refuse({ ...failure, code }).read
    expect(message!.head).toMatchObject({ status, reason })
    expect(message!.head.fields).toContain('close')
    expect(message!.body).toBe('middlebox: Expected a method, got 0x00\n')
    expect(message!.complete).toBe(true)
  })

  test('its length is right in any script', () => {
    const { read, answer } = refuse({ ...failure, message: 'got "é\u2192"' })
    expect(Buffer.from(read[0]!.body, 'latin1').toString()).toBe('middlebox: got "é\u2192"\n')
    expect([...answer].every((one) => one.charCodeAt(0) < 256)).toBe(true)
  })

  test('are an exchange all the same: the bytes, the answer, the end', () => {
    const { events } = refuse(failure, 'x0')
    expect(events.map(({ type }) => type)).toEqual(['malformed', 'response', 'end'])
    expect(events[0]).toMatchObject({ id: 'x1', bytes: 'BAD\0', failure, parent: 'x0' })
    expect(events[0]).not.toHaveProperty('method')
    expect(events[2]).toMatchObject({ id: 'x1', outcome: 'refused', error: failure, responseBody: { size: 39 } })
  })

  test('a request line that can be read names the request', () => {
    const { events } = refuse(failure, undefined, 'GET http://a.test/x HTTP/1.1\r\nX : 1\r\n\r\n')
    expect(events[0]).toMatchObject({ method: 'GET', url: 'http://a.test/x' })
  })
})
