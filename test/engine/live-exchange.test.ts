/** An exchange while it runs: its facts come once and in order, its times add up, and who works for it hears when the client goes. */
import { describe, expect, test } from 'vitest'
import type { UpstreamInfo } from '../../src/model/exchange.ts'
import type { Failure, ResponseHead } from '../../src/model/message.ts'
import { exchangeOf, testCore } from '../support/core.ts'

const upstream: UpstreamInfo = { address: '192.0.2.1', port: 80, protocol: 'http/1.1', reused: false }
const phases = { dns: 1, connect: 2, tls: 3 }
const ok: ResponseHead = { status: 200, reason: 'OK', version: '1.1', fields: [] }
const gone: Failure = { code: 'client_abort', message: 'the client closed the connection', leg: 'client' }

function begin(kind: 'http' | 'upgrade' = 'http') {
  const core = testCore()
  const { exchange, interims } = exchangeOf(core, kind)
  return { core, exchange, interims, timings: () => core.of('end')[0]!.timings }
}

describe('timings', () => {
  test('each phase ends where the next begins', () => {
    const { core, exchange, timings } = begin()
    core.clock.advance(6)
    exchange.upstreamReady(upstream, [], phases)
    core.clock.advance(10)
    exchange.requestSent()
    core.clock.advance(20)
    exchange.respondedWith(ok, [], false)
    core.clock.advance(30)
    exchange.finish('complete')
    expect(timings()).toEqual({ dns: 1, connect: 2, tls: 3, send: 10, wait: 20, receive: 30 })
  })

  test('an answer before the request is out was not waited for', () => {
    const { core, exchange, timings } = begin()
    exchange.upstreamReady(upstream, [], phases)
    core.clock.advance(10)
    exchange.respondedWith(ok, [], false)
    core.clock.advance(5)
    exchange.requestSent()
    core.clock.advance(5)
    exchange.finish('complete')
    expect(timings()).toMatchObject({ send: 10, wait: 0, receive: 10 })
  })

  test('without an upstream there are none, without an answer no receiving', () => {
    const failed = begin()
    failed.core.clock.advance(10)
    failed.exchange.finish('upstream_error')
    expect(failed.timings()).toEqual({ dns: null, connect: null, tls: null, send: null, wait: null, receive: null })

    const unanswered = begin()
    unanswered.exchange.upstreamReady(upstream, [], { dns: null, connect: null, tls: null })
    unanswered.core.clock.advance(7)
    unanswered.exchange.finish('upstream_error')
    expect(unanswered.timings()).toEqual({ dns: null, connect: null, tls: null, send: 7, wait: null, receive: null })
  })
})

test('whoever went to an upstream says by which route; who did not says it at the end', () => {
  const { core, exchange } = begin()
  exchange.route = '/api'
  exchange.upstreamReady(upstream, [], phases)
  exchange.finish('complete')
  expect([core.of('upstream')[0]!.route, core.of('end')[0]!.route]).toEqual(['/api', undefined])

  const unanswered = begin()
  unanswered.exchange.route = '/api'
  unanswered.exchange.finish('upstream_error')
  expect(unanswered.core.of('end')[0]!.route).toBe('/api')
})

describe('an answer that is not wanted', () => {
  const status: Failure = { code: 'upstream_status', message: 'the upstream answered 503', leg: 'upstream' }

  test('makes its try an attempt with address and times, and leaves nothing of itself', () => {
    const { core, exchange, timings } = begin()
    exchange.upstreamReady({ ...upstream, reused: true }, [], { dns: null, connect: null, tls: null })
    exchange.requestSent()
    core.clock.advance(20)
    exchange.upstreamHead = { ...ok, status: 503 }
    exchange.dropAnswer(status, exchange.startedAt)
    const { address, port } = upstream
    expect(core.of('attempt')).toMatchObject([
      { attempt: { address, port, reused: true, failure: status, timings: { send: 0, wait: 20, receive: null } } },
    ])
    exchange.respondedWith(ok, [], false)
    exchange.finish('complete')
    expect(core.of('response')[0]!.head).toBe(ok)
    expect(timings()).toMatchObject({ send: 0, wait: 20, receive: null })
  })

  test('has no address when it came over no connection', () => {
    const { core, exchange } = begin()
    core.clock.advance(20)
    exchange.dropAnswer(status, exchange.startedAt + 5)
    expect(core.of('attempt')[0]!.attempt).toEqual({
      startedAt: exchange.startedAt + 5,
      failure: status,
      reused: false,
      timings: { dns: null, connect: null, tls: null, send: null, wait: 15, receive: null },
    })
  })
})

describe('the end', () => {
  test('is final for the bodies too: who was told of them holds them', () => {
    const { core, exchange } = begin()
    exchange.requestBytes(Buffer.from('abc'))
    exchange.finish('fault')
    const [{ requestBody }] = core.of('end') as [ReturnType<typeof core.of<'end'>>[number]]
    exchange.requestBytes(Buffer.from('def'))
    exchange.requestTrailers(['X', '1'])
    expect(requestBody).toMatchObject({ size: 3, kept: 3 })
    expect(requestBody.trailers).toBeUndefined()
  })

  test('comes once: the first word counts', () => {
    const { core, exchange } = begin()
    exchange.finish('complete')
    exchange.finish('refused', gone)
    exchange.clientGone(gone)
    expect(core.of('end')).toMatchObject([{ outcome: 'complete' }])
    expect(core.of('end')[0]).not.toHaveProperty('error')
  })

  test('tells what both bodies were, capped copies of them and their sizes', () => {
    const core = testCore({ maxBody: 4 })
    const { exchange } = exchangeOf(core)
    exchange.requestBytes(Buffer.from('question'))
    exchange.requestTrailers(['Sum', '1'])
    exchange.respondedWith(ok, [], false)
    exchange.responseTap.add(Buffer.from('answer'))
    exchange.finish('complete')
    const [end] = core.of('end')
    expect(end!.requestBody).toMatchObject({ size: 8, kept: 4, trailers: ['Sum', '1'] })
    expect(Buffer.concat(end!.responseBody.chunks).toString()).toBe('answ')
    expect(end!.responseBody.size).toBe(6)
  })

  test('of a switched connection has the bytes counted both ways', () => {
    const { core, exchange } = begin('upgrade')
    exchange.upBytes = 3
    exchange.downBytes = 5
    exchange.finish('complete')
    expect(core.of('end')).toMatchObject([{ requestBody: { size: 3, kept: 0 }, responseBody: { size: 5, kept: 0 } }])
  })
})

describe('when the client goes', () => {
  test('the forwarding stops, then the signal, then the exchange ends', () => {
    const { core, exchange } = begin()
    const order: string[] = []
    exchange.whenGone({ clientGone: () => order.push(`forwarding, ended ${exchange.ended}`) })
    exchange.signal.addEventListener('abort', () => order.push(`signal, ended ${exchange.ended}`))
    exchange.clientGone(gone)
    expect(order).toEqual(['forwarding, ended false', 'signal, ended false'])
    expect(core.of('end')).toMatchObject([{ outcome: 'client_abort', error: gone }])
  })

  test('who asks later is told at once', () => {
    const { exchange } = begin()
    exchange.clientGone(gone)
    let told = 0
    exchange.whenGone({ clientGone: () => told++ })
    expect([told, exchange.signal.aborted]).toEqual([1, true])
  })

  test('after the end nobody is told', () => {
    const { exchange } = begin()
    let told = 0
    exchange.whenGone({ clientGone: () => told++ })
    exchange.finish('complete')
    exchange.clientGone(gone)
    expect([told, exchange.signal.aborted]).toEqual([0, false])
  })
})

describe('1xx heads', () => {
  const hints: ResponseHead = { status: 103, reason: 'Early Hints', version: '1.1', fields: [] }

  test('go to the client and into the record until there is an answer', () => {
    const { core, exchange, interims } = begin()
    exchange.interim(hints)
    exchange.respondedWith(ok, [], false)
    exchange.interim(hints)
    expect(interims).toEqual([hints])
    expect(core.of('interim')).toHaveLength(1)
  })
})

describe('a stream', () => {
  const typed = (type: string, ...more: string[]): ResponseHead => ({ ...ok, fields: ['Content-Type', type, ...more] })

  test.each([
    ['text/event-stream', true, true],
    ['application/x-ndjson', true, true],
    ['application/grpc+proto', true, true],
    ['text/html', true, false],
    ['text/event-stream', false, false],
  ])('%s, endless %s: %s', (type, endless, stream) => {
    const { core, exchange } = begin()
    exchange.respondedWith(typed(type), [], endless)
    expect(core.of('response')).toMatchObject([{ stream }])
  })

  test('whatever follows a switch of protocols is one', () => {
    const { core, exchange } = begin('upgrade')
    exchange.respondedWith({ ...ok, status: 101 }, [], true)
    expect(core.of('response')).toMatchObject([{ stream: true }])
  })

  test('Server-Sent Events are told as they pass, encoded ones are only kept', () => {
    const plain = begin()
    plain.exchange.respondedWith(typed('text/event-stream'), [], true)
    plain.exchange.responseTap.add(Buffer.from('data: one\n\nda'))
    plain.exchange.responseTap.add(Buffer.from('ta: two\n\n'))
    expect(plain.core.of('message').map(({ message }) => [message.kind, message.direction])).toEqual([
      ['event', 'down'],
      ['event', 'down'],
    ])

    const encoded = begin()
    encoded.exchange.respondedWith(typed('text/event-stream', 'Content-Encoding', 'gzip'), [], true)
    encoded.exchange.responseTap.add(Buffer.from('data: one\n\n'))
    expect(encoded.core.of('message')).toEqual([])
  })
})

test('the head recorded is the one that arrived, not the one that an interceptor made of it', () => {
  const { core, exchange } = begin()
  exchange.upstreamHead = { ...ok, status: 503 }
  exchange.respondedWith(ok, [], false)
  expect(core.of('response')[0]!.head.status).toBe(503)
  expect(exchange.responded).toBe(true)
})

test('bodies that others want shown are kept as far as any', () => {
  const { core, exchange } = begin()
  const [one, two] = [exchange.keepBody(), exchange.keepBody()]
  one.add(new Uint8Array(core.maxBody + 1))
  expect(one).toMatchObject({ size: core.maxBody + 1, kept: core.maxBody })
  expect(two).toMatchObject({ size: 0, kept: 0, chunks: [] })
})
