/** Verdicts carried out: each goes to its hand, late ones are let go, and a defect costs one exchange. */
import { describe, expect, test } from 'vitest'
import { type ClientPort, type Respond, outcomeOfAnswer, run } from '../../src/engine/perform.ts'
import { Malformed } from '../../src/engine/http1/malformed.ts'
import { BytesBody, emptyBody } from '../../src/kit/body.ts'
import type { Channel, Failure } from '../../src/model/message.ts'
import type { Verdict } from '../../src/model/verdict.ts'
import { exchangeOf, testCore } from '../support/core.ts'
import { requestFor } from '../support/origin.ts'

const request = requestFor('/')
const failure: Failure = { code: 'upstream_reset', message: 'the upstream reset the connection', leg: 'upstream' }

function answer(change: Partial<Respond> = {}): Respond {
  const head = { status: 200, reason: 'OK', version: '1.1' as const, fields: [] }
  return { kind: 'respond', head, body: emptyBody(), from: 'mock', patches: [], ...change }
}

const switching: Verdict = {
  kind: 'switch',
  head: { status: 101, reason: '', version: '1.1', fields: [] },
  from: 'upstream',
  patches: [],
}
const aborting: Verdict = { kind: 'abort', how: 'reset', scope: 'connection', from: 'fault', failure }

function port() {
  const done: Verdict[] = []
  const hand = (verdict: Verdict) => void done.push(verdict)
  const own: ClientPort = { respond: hand, switch: hand, abort: hand, interim: () => {} }
  return Object.assign(own, { done })
}

describe('a verdict', () => {
  test.each([
    ['answer', answer()],
    ['switch', switching],
    ['abort', aborting],
  ])('to %s goes to the port, at once or when it comes', async (_name, verdict) => {
    const now = port()
    run(() => verdict, request, exchangeOf(testCore()).exchange, now)
    expect(now.done).toEqual([verdict])

    const later = port()
    run(() => Promise.resolve(verdict), request, exchangeOf(testCore()).exchange, later)
    expect(later.done).toEqual([])
    await Promise.resolve()
    expect(later.done).toEqual([verdict])
  })
})

describe('a verdict that comes too late', () => {
  test('is let go with what was fetched for it', async () => {
    const { exchange } = exchangeOf(testCore())
    const closed: string[] = []
    const channel = { close: (how: string) => void closed.push(how) } as unknown as Channel
    const body = new BytesBody(Buffer.from('x'))
    const hands = port()
    exchange.finish('client_abort')
    run(() => answer({ body }), request, exchange, hands)
    run(() => ({ ...switching, channel }), request, exchange, hands)
    expect(hands.done).toEqual([])
    expect([body.used, closed]).toEqual([true, ['close']])
  })

  test('also when the client has been answered over its body meanwhile', () => {
    const { exchange } = exchangeOf(testCore())
    const hands = port()
    exchange.respondedWith(answer().head, [], false)
    run(() => answer(), request, exchange, hands)
    expect(hands.done).toEqual([])
  })
})

describe('a chain that fails', () => {
  test.each([
    [
      'throws',
      () => {
        throw new Error('no such rule')
      },
    ],
    ['rejects', () => Promise.reject(new Error('no such rule'))],
  ])('%s: 502 and a warning with the stack', async (_name, handler) => {
    const core = testCore()
    const { exchange } = exchangeOf(core)
    const hands = port()
    run(handler, request, exchange, hands)
    await Promise.resolve()
    expect(hands.done).toMatchObject([{ kind: 'respond', head: { status: 502 }, failure: { code: 'internal' } }])
    expect(core.of('warning')).toMatchObject([
      { code: 'internal', exchange: exchange.id, message: expect.stringMatching(/no such rule\n +at /) },
    ])
  })

  test('something thrown that is no error is told as it is', () => {
    const core = testCore()
    const hands = port()
    run(
      () => {
        throw 'words' as unknown as Error
      },
      request,
      exchangeOf(core).exchange,
      hands,
    )
    expect(hands.done).toMatchObject([{ failure: { message: 'a part of Middlebox failed: words' } }])
  })
})

describe('an answer that cannot be written', () => {
  /** A port that throws when it is given `verdict`. */
  function breaking(verdict: Verdict, error: Error, before = () => {}) {
    const hands = port()
    const respond = hands.respond
    hands.respond = (given) => {
      if (given !== verdict) return respond(given)
      before()
      throw error
    }
    return hands
  }

  test.each([
    ['at once', (verdict: Verdict) => verdict],
    ['later', (verdict: Verdict) => Promise.resolve(verdict)],
  ])('because of how it was made is a 502 that says so, %s', async (_when, give) => {
    const core = testCore()
    const body = new BytesBody(Buffer.from('x'))
    const made = answer({ body })
    const hands = breaking(made, new Malformed('Expected a value on one line'))
    run(() => give(made), request, exchangeOf(core).exchange, hands)
    await Promise.resolve()
    expect(hands.done).toMatchObject([
      {
        kind: 'respond',
        head: { status: 502 },
        failure: { code: 'rule_invalid', leg: 'middlebox', message: expect.stringMatching(/the answer.*one line/) },
      },
    ])
    expect([body.used, core.of('warning')]).toEqual([true, []])
  })

  test('for another reason is a defect', () => {
    const core = testCore()
    const made = answer()
    const hands = breaking(made, new Error('oops'))
    run(() => made, request, exchangeOf(core).exchange, hands)
    expect(hands.done).toMatchObject([{ failure: { code: 'internal' } }])
    expect(core.of('warning')).toHaveLength(1)
  })

  test('once its head is out is broken off', () => {
    const { exchange } = exchangeOf(testCore())
    const made = answer()
    const hands = breaking(made, new Error('oops'), () => exchange.respondedWith(made.head, [], false))
    run(() => made, request, exchange, hands)
    expect(hands.done).toMatchObject([{ kind: 'abort', how: 'reset', failure: { code: 'internal' } }])
  })
})

describe('the outcome of an answer written in full', () => {
  test.each([
    ['upstream', undefined, 'complete'],
    ['mock', undefined, 'mock'],
    ['fault', undefined, 'fault'],
    ['middlebox', undefined, 'complete'],
    ['middlebox', failure, 'upstream_error'],
    ['middlebox', { ...failure, leg: 'client' }, 'refused'],
    ['middlebox', { ...failure, leg: 'middlebox' }, 'refused'],
  ] as const)('from %s, %o: %s', (from, error, outcome) => {
    expect(outcomeOfAnswer(answer({ from, ...(error && { failure: error }) }))).toBe(outcome)
  })
})
