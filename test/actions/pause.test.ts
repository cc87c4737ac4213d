import { describe, expect, test } from 'vitest'
import type { ActionTools } from '../../src/actions/index.ts'
import { pause } from '../../src/actions/pause.ts'
import type { Context } from '../../src/model/contract.ts'
import type { Plan } from '../../src/model/plan.ts'
import type { Pausing, Release } from '../../src/model/paused.ts'
import type { Verdict } from '../../src/model/verdict.ts'
import { answerOf, requestOf, toolsOf } from '../support/rules.ts'

type Held = Omit<Pausing, 'exchange' | 'rule'>

function setup(release: Release = { kind: 'resume' }) {
  const held: Held[] = []
  const { tools: base, bodies } = toolsOf()
  const tools: ActionTools = {
    ...base,
    async hold(pausing) {
      held.push(pausing)
      return release
    },
  }
  let plan: Plan | undefined
  const context = (kind: Context['kind']) =>
    ({ kind, arm: (random: Plan['random']) => (plan ??= { down: [], up: [], dial: [], random }) }) as unknown as Context
  return { held, bodies, tools, context, plan: () => plan }
}
const upstream = (): Verdict => answerOf('hello')

describe('where it waits', () => {
  test.each([
    [{}, 'request', ['request', 'response']],
    [{}, 'response', ['response']],
    [{ on: 'request' }, 'request', ['request']],
    [{ on: 'response' }, 'request', ['response']],
    [{ on: 'both' }, 'request', ['request', 'response']],
    [{ on: 'message' }, 'request', []],
  ] as const)('%j, decided at the %s', async (values, moment, expected) => {
    const { held, tools, context } = setup()
    const steps = pause.prepare(values, moment)
    await steps.handle?.(requestOf(), upstream, context('http'), tools)
    await steps.response?.(answerOf('hello'), requestOf(), tools)
    expect(held.map(({ at }) => at)).toEqual(expected)
  })

  test.each([
    [{}, 1],
    [{ on: 'message' }, 1],
    [{ on: 'both' }, 0],
  ] as const)('messages of a WebSocket with %j', async (values, count) => {
    const { tools, context, plan } = setup()
    const steps = pause.prepare(values, 'response')
    const request = requestOf({ fields: ['Host', 'a', 'Sec-WebSocket-Extensions', 'permessage-deflate'] } as never)
    await steps.handle?.(request, upstream, context('upgrade'), tools)
    expect(plan()?.messages?.length ?? 0).toBe(count)
  })
})

test('the time limit and what comes after it go to the desk', async () => {
  const { held, tools, context } = setup()
  await pause.prepare({ timeout: 5, then: 'drop' }).handle!(requestOf(), upstream, context('http'), tools)
  expect(held).toMatchObject([{ timeout: 5, then: 'drop' }])
})

test('dropped, answered and gone: nobody is asked', async () => {
  for (const [release, expected] of [
    [{ kind: 'drop' }, { kind: 'abort', how: 'reset', failure: { code: 'blocked' } }],
    [{ kind: 'gone' }, { kind: 'abort', failure: { code: 'client_abort' } }],
    [
      { kind: 'answer', answer: { status: 503, fields: [], body: new Uint8Array(0) } },
      { kind: 'respond', from: 'mock', head: { status: 503 } },
    ],
  ] as const) {
    const { tools, context } = setup(release as Release)
    const steps = pause.prepare({})
    const never = (): Verdict => {
      throw new Error('asked')
    }
    expect(await steps.handle!(requestOf(), never, context('http'), tools)).toMatchObject(expected)
    expect(await steps.response!(answerOf('hello'), requestOf(), tools)).toMatchObject(expected)
  }
})

test('a message passes, is edited or dropped', async () => {
  for (const [release, expected] of [
    [{ kind: 'resume' }, 'pass'],
    [
      { kind: 'resume', edit: { body: new Uint8Array([1]) } },
      { kind: 'text', data: new Uint8Array([1]) },
    ],
    [{ kind: 'drop' }, 'drop'],
    [{ kind: 'gone' }, 'pass'],
  ] as const) {
    const { tools, context, plan, held } = setup(release as Release)
    await pause.prepare({ on: 'message' }).handle!(requestOf(), upstream, context('upgrade'), tools)
    const message = { direction: 'up', kind: 'text', data: new Uint8Array(0) } as const
    expect(await plan()!.messages![0]!.stage(message, new AbortController().signal)).toEqual(expected)
    expect(held).toMatchObject([{ at: 'message', message }])
  }
})

describe('bodies that were put in place of others are told', () => {
  const text = (bodies: unknown[][]) =>
    bodies.map(([side, upstream, cause]) => [side, upstream && String(Buffer.concat(upstream as Uint8Array[])), cause])

  test.each([
    ['edited', { kind: 'resume', edit: { body: Buffer.from('new') } }, 'new', 'hello'],
    ['left alone', { kind: 'resume', edit: { fields: [] } }, undefined, undefined],
    ['answered', { kind: 'answer', answer: { status: 503, fields: [], body: Buffer.from('no') } }, undefined, 'hello'],
    ['dropped', { kind: 'drop' }, undefined, undefined],
  ] as const)('%s', async (_how, release, sent, came) => {
    const { tools, context, bodies } = setup(release as Release)
    const steps = pause.prepare({})
    await steps.handle!(requestOf({ method: 'POST', body: 'old' }), upstream, context('http'), tools)
    expect(text(bodies)).toEqual(sent === undefined ? [] : [['request', sent, 'edit']])
    bodies.length = 0
    await steps.response!(answerOf('hello'), requestOf(), tools)
    expect(text(bodies)).toEqual(came === undefined ? [] : [['response', came, 'edit']])
  })

  test('an edit that changes nothing is none', async () => {
    const { tools, context, bodies } = setup({ kind: 'resume', edit: { body: Buffer.from('hello') } })
    const steps = pause.prepare({})
    await steps.handle!(requestOf({ method: 'POST', body: 'hello' }), upstream, context('http'), tools)
    await steps.response!(answerOf('hello'), requestOf(), tools)
    expect(bodies).toEqual([])
  })
})

test('in words', () => {
  expect(pause.explain({})).toBe('pause the exchange')
  expect(pause.explain({ on: 'request', timeout: 30_000, then: 'drop' })).toBe(
    'pause the request, for at most 30s, then drop it',
  )
  expect(pause.check!({ then: 'drop' })).toBe('Expected a timeout to go with then, got none')
  expect(pause.check!({ timeout: 1, then: 'drop' })).toBeUndefined()
  expect(pause.latest({ on: 'request' })).toBe('request')
  expect(pause.latest({})).toBe('response')
})
