/** Tries of one exchange: the record shows one of them, with its own times, whatever becomes of the others. */
import { describe, expect, test } from 'vitest'
import { type Rival, sentInVain, show, tryFailed } from '../../src/engine/tries.ts'
import type { Exchange, UpstreamInfo } from '../../src/model/exchange.ts'
import type { Failure, ResponseHead } from '../../src/model/message.ts'
import { reduceExchange } from '../../src/store/reduce.ts'
import { exchangeOf, testCore } from '../support/core.ts'

const ok: ResponseHead = { status: 200, reason: 'OK', version: '1.1', fields: [] }
const refused: Failure = { code: 'connect_refused', message: 'refused', leg: 'upstream' }
const unwanted: Failure = { code: 'upstream_unwanted', message: 'another try was answered first', leg: 'middlebox' }
const phasesOf = (connect: number | null) => ({ dns: null, connect, tls: null })
const upstreamOf = (port: number, reused = false): UpstreamInfo => ({
  address: '192.0.2.1',
  port,
  protocol: 'http/1.1',
  reused,
})

function begin() {
  const core = testCore()
  const { exchange } = exchangeOf(core)
  const record = () =>
    core.events.reduce<Exchange | undefined>((known, event) => reduceExchange(known, event), undefined)!
  const rival = (): Rival => ({ announced: undefined, sentAt: 0 })
  return { core, clock: core.clock, exchange, record, a: rival(), b: rival() }
}

function end({ exchange }: Pick<ReturnType<typeof begin>, 'exchange'>): void {
  exchange.respondedWith(ok, [], false)
  exchange.finish('complete')
}

describe('several at once', () => {
  test('one that fails without a connection takes nothing from the one that runs', () => {
    const world = begin()
    const { clock, exchange, record, a, b } = world
    exchange.upstreamReady(upstreamOf(1), [], phasesOf(2), a)
    exchange.requestSent(a)
    clock.advance(100)
    tryFailed(exchange, { startedAt: clock.now(), failure: refused, reused: false, timings: record().timings }, b)
    expect(record().upstream).toMatchObject({ port: 1 })
    clock.advance(300)
    show(exchange, a)
    end(world)
    expect(record()).toMatchObject({
      upstream: { port: 1 },
      attempts: [{ failure: refused }],
      timings: { connect: 2, send: 0, wait: 400 },
      legs: [{}, { response: ok }],
    })
  })

  test.each([
    ['first', { upstream: { port: 1, reused: true }, timings: { connect: null, send: 5, wait: 600 } }, { port: 2 }],
    ['second', { upstream: { port: 2, reused: false }, timings: { connect: 7, send: 5, wait: 500 } }, { port: 1 }],
  ])('the %s one answers: its times are the exchange’s, the other has its own', (which, expected, attempt) => {
    const world = begin()
    const { clock, exchange, record, a, b } = world
    exchange.upstreamReady(upstreamOf(1, true), [], phasesOf(null), a)
    clock.advance(5)
    exchange.requestSent(a)
    clock.advance(95)
    exchange.upstreamReady(upstreamOf(2), [], phasesOf(7), b)
    clock.advance(5)
    exchange.requestSent(b)
    clock.advance(500)
    const [winner, loser] = which === 'first' ? [a, b] : [b, a]
    show(exchange, winner)
    sentInVain(exchange, unwanted, loser)
    end(world)
    expect(record()).toMatchObject(expected)
    const wait = which === 'first' ? 500 : 600
    expect(record().attempts).toMatchObject([{ ...attempt, failure: unwanted, timings: { send: 5, wait } }])
  })

  test('when the one shown fails, another one that runs is shown, and none when there is none', () => {
    const { exchange, record, a, b } = begin()
    exchange.upstreamReady(upstreamOf(1), [], phasesOf(1), a)
    exchange.upstreamReady(upstreamOf(2), [], phasesOf(2), b)
    expect(record().upstream).toMatchObject({ port: 1 })
    sentInVain(exchange, refused, a)
    expect(record()).toMatchObject({ upstream: { port: 2 }, timings: { connect: 2 } })
    sentInVain(exchange, refused, b)
    expect(record()).toMatchObject({ attempts: [{ port: 1 }, { port: 2 }], timings: { connect: null } })
    expect(record().upstream).toBeUndefined()
  })
})

describe('one after the other', () => {
  test.each([true, false])('times of one that failed are the exchange’s unless another is answered: %s', (answered) => {
    const { clock, exchange, record } = begin()
    exchange.upstreamReady(upstreamOf(1), [], phasesOf(1))
    exchange.requestSent()
    clock.advance(400)
    sentInVain(exchange, { ...refused, code: 'upstream_timeout' })
    expect(record()).toMatchObject({ timings: { connect: null, wait: null } })
    clock.advance(50)
    if (answered) exchange.upstreamReady(upstreamOf(2), [], phasesOf(30))
    exchange.respondedWith(ok, [], false)
    exchange.finish('complete')
    const failed = { dns: null, connect: 1, tls: null, send: 0, wait: 400, receive: null }
    expect(record().attempts).toMatchObject([{ port: 1, timings: failed }])
    expect(record().timings).toEqual(answered ? { ...failed, connect: 30, wait: 0, receive: 0 } : failed)
  })

  test('what was never sent has not failed in vain', () => {
    const { core, exchange } = begin()
    sentInVain(exchange, refused)
    expect(core.of('attempt')).toEqual([])
  })
})
