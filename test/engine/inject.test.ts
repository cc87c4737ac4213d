import { Roster } from '../../src/kit/roster.ts'
import { describe, expect, test } from 'vitest'
import { BytesBody, emptyBody } from '../../src/kit/body.ts'
import { createArena } from '../../src/kit/arena.ts'
import { createFakeClock } from '../../src/kit/clock.ts'
import { inject } from '../../src/engine/inject.ts'
import { Deadlines } from '../../src/engine/deadlines.ts'
import type { Core } from '../../src/engine/core.ts'
import type { Handler } from '../../src/model/contract.ts'
import type { ProxyEvent } from '../../src/model/event.ts'
import type { Body } from '../../src/model/message.ts'
import { defaultOptions } from '../../src/model/options.ts'
import type { OutgoingRequest } from '../../src/model/outgoing.ts'
import type { Verdict } from '../../src/model/verdict.ts'

const request: OutgoingRequest = { method: 'GET', url: 'https://H.test/p', fields: ['Host', 'h.test'], replayOf: '7' }
const answer = (body: Body, status = 200): Verdict => ({
  kind: 'respond',
  head: { status, reason: '', version: '1.1', fields: [] },
  body,
  from: 'mock',
  patches: [],
})

function stage(handler: Handler, given: Partial<OutgoingRequest> = {}) {
  const clock = createFakeClock()
  const events: ProxyEvent[] = []
  const heard: unknown[] = []
  let body: Body | undefined
  const core = {
    handler,
    clock,
    emit: (event) => void events.push(event),
    limits: defaultOptions.limits,
    tolerant: false,
    arena: createArena(),
    maxBody: 100,
    deadlines: new Deadlines(clock),
    nextId: () => '1',
    live: new Roster(),
    stopping: false,
  } as Core
  const injected = inject(
    core,
    { ...request, ...given },
    {
      interim: ({ status }) => heard.push(status),
      response: ({ status }, found) => {
        heard.push(status)
        body = found
      },
      failed: ({ code }) => heard.push(code),
    },
  )
  return { injected, events, heard, body: () => body!, end: () => events.find((event) => event.type === 'end') }
}

test('the chain sees an exchange of our own', () => {
  const { events, heard } = stage((asked, context) => {
    expect(asked).toMatchObject({
      head: { target: '/p', version: '1.1' },
      target: { scheme: 'https', host: 'h.test', port: 443 },
    })
    context.interim({ status: 103, reason: '', version: '1.1', fields: [] })
    return answer(emptyBody())
  })
  expect(heard).toEqual([103, 200])
  expect(events[0]).toMatchObject({ type: 'request', id: '1', url: 'https://H.test/p', replayOf: '7', kind: 'http' })
})

test('of a reverse site it is a request to that site', () => {
  const seen: unknown[] = []
  const handler: Handler = (_, { mode, site }) => (seen.push(mode, site), answer(emptyBody()))
  expect(stage(handler, { site: 1 }).events[0]).toMatchObject({ type: 'request', mode: 'reverse', site: 1 })
  expect(stage(handler).events[0]).not.toHaveProperty('site')
  expect(seen).toEqual(['reverse', 1, 'forward', undefined])
})

test('it ends with the body, which is counted and kept', () => {
  const { body, end } = stage(() => answer(new BytesBody(Buffer.from('abc'))))
  expect(end()).toBeUndefined()
  body().pipe({ write: () => true, end: () => {}, fail: () => {} })
  expect(end()).toMatchObject({ outcome: 'mock', responseBody: { size: 3, kept: 3 } })
})

test.each([
  ['HEAD', 200],
  ['GET', 204],
  ['GET', 304],
])('%s with %s has no body', (method, status) => {
  const source = new BytesBody(Buffer.from('abc'))
  const { body } = stage(() => answer(source, status), { method })
  expect(body().length).toBe(0)
  expect(source.used).toBe(true)
})

describe('given up', () => {
  test('before the answer: the chain is told, the listener hears nothing', async () => {
    const verdict = Promise.withResolvers<Verdict>()
    const source = new BytesBody(Buffer.from('abc'))
    let signal: AbortSignal | undefined
    const { injected, heard, end } = stage((_, context) => ((signal = context.signal), verdict.promise))
    injected.cancel()
    expect(signal!.aborted).toBe(true)
    expect(end()).toMatchObject({ outcome: 'client_abort' })
    verdict.resolve(answer(source))
    await verdict.promise
    await Promise.resolve()
    expect([heard, source.used]).toEqual([[], true])
  })
  test('with the body', () => {
    const source = new BytesBody(Buffer.from('abc'))
    const { body, end } = stage(() => answer(source))
    body().cancel()
    expect(source.used).toBe(true)
    expect(end()).toMatchObject({ outcome: 'client_abort' })
  })
})

test('an abort is a failure, a hang is silence', () => {
  const failure = { code: 'upstream_reset', message: 'x', leg: 'upstream' as const }
  const abort = (how: 'reset' | 'hang') =>
    stage(() => ({ kind: 'abort', how, scope: 'connection', from: 'fault', failure }))
  expect(abort('reset')).toMatchObject({ heard: ['upstream_reset'] })
  expect(abort('reset').end()).toMatchObject({ outcome: 'fault' })
  expect(abort('hang').heard).toEqual([])
})

test('a part that throws costs the request', () => {
  const { heard } = stage(() => {
    throw new Error('broken')
  })
  expect(heard).toEqual(['internal'])
})
