import { describe, expect, test } from 'vitest'
import { BodyStream } from '../../../src/kit/body.ts'
import { applyPatches } from '../../../src/kit/patch.ts'
import type { ProxyEvent } from '../../../src/model/event.ts'
import type { Verdict } from '../../../src/model/verdict.ts'
import type { RuleDefinition } from '../../../src/model/rule.ts'
import { createRules } from '../../../src/pipeline/rules.ts'
import { maxMatchBody } from '../../../src/pipeline/rules/exchange-rules.ts'
import { answerOf, ledger, requestOf, ruleOf, rulesWorld, through } from '../../support/rules.ts'

const setup = (...definitions: RuleDefinition[]) => createRules(definitions, rulesWorld()).interceptor.handle
const setHeader = (side: string, name: string, value: string) => ({ [side]: { headers: { set: [[name, value]] } } })
const traces = (events: readonly ProxyEvent[]) =>
  events.flatMap((event) => (event.type === 'rule' ? [event.trace] : []))

describe('on the way up', () => {
  test('filters see what the client sent, actions what the rules before them made', async () => {
    const handle = setup(
      ruleOf('', 'map_remote', { url: 'example', to: 'other' }, { name: 'a' }),
      ruleOf('~d example', 'rewrite', { request: { url: [{ pattern: 'other', with: 'third' }] } }, { name: 'b' }),
    )
    const { sent, events } = await through(handle)
    expect(sent?.target.host).toBe('third.test')
    expect(ledger(sent!.patches).map((line) => line.slice(-8))).toEqual([
      '(rule a)',
      '(rule a)',
      '(rule b)',
      '(rule b)',
    ])
    expect(traces(events).map(({ name }) => name)).toEqual(['a', 'b'])
  })

  test('the first answer counts; a body that nobody wants is still read', async () => {
    const handle = setup(
      ruleOf('', 'respond', { body: 'one' }, { name: 'a' }),
      ruleOf('', 'respond', { body: 'two' }, { name: 'b' }),
    )
    const request = requestOf({ method: 'POST', body: 'upload' })
    const { text, sent } = await through(handle, request)
    expect({ text, sent, used: request.body.used }).toEqual({ text: 'one', sent: undefined, used: true })
  })

  test('an answer that nobody gives is the last resort', async () => {
    const local = (path: string, name: string) => ruleOf('', 'map_local', { url: '.', path }, { name })
    const { verdict } = await through(setup(local('/nonexistent/a', 'a'), local('/nonexistent/b', 'b')))
    expect(verdict).toMatchObject({ head: { status: 404 }, from: 'mock' })
    expect(
      (await through(setup(local('/nonexistent/a', 'a'), ruleOf('', 'respond', { body: 'x' }, { name: 'c' })))).text,
    ).toBe('x')
  })

  test('a filter on the request’s body waits for it and passes it on whole', async () => {
    const handle = setup(ruleOf('~bq "needle"', 'rewrite', setHeader('request', 'X', '1')))
    const found = await through(handle, requestOf({ method: 'POST', body: 'a needle' }))
    expect(found.sent?.head.fields).toContain('X')
    expect(found.sent?.body.length).toBe(8)
    expect((await through(handle, requestOf({ method: 'POST', body: 'hay' }))).sent?.patches).toEqual([])
  })

  test('past the limit the prefix is matched, with a warning', async () => {
    const body = new BodyStream(null, { pauseBody() {}, resumeBody() {}, cancelBody() {} })
    body.push(Buffer.alloc(maxMatchBody + 1, 'x'))
    const { sent, events } = await through(
      setup(ruleOf('~bq x', 'rewrite', setHeader('request', 'X', '1'))),
      requestOf({ method: 'POST', body }),
    )
    expect(sent?.head.fields).toContain('X')
    expect(events).toMatchObject([{ type: 'warning', code: 'rule_body_cut' }, { type: 'rule' }])
  })
})

describe('on the way down', () => {
  test('all rules change the response in their order, and the ledger leads from one head to the other', async () => {
    const handle = setup(
      ruleOf('', 'rewrite', setHeader('response', 'X', 'first'), { name: 'a' }),
      ruleOf('~c 200', 'rewrite', setHeader('response', 'X', 'second'), { name: 'b' }),
      ruleOf('~c 500', 'rewrite', setHeader('response', 'X', 'never'), { name: 'c' }),
    )
    const upstream = answerOf('x')
    const { verdict } = await through(handle, undefined, () => upstream)
    if (verdict.kind !== 'respond') throw new Error('expected an answer')
    expect(verdict.head.fields).toEqual(['Content-Length', '1', 'X', 'second'])
    expect(applyPatches(upstream.head, verdict.patches)).toEqual(verdict.head)
  })

  test('an answer in place of the upstream’s is told as a change of it', async () => {
    const upstream = answerOf('secret', { status: 500, reason: 'Oops' })
    const { verdict, text } = await through(
      setup(ruleOf('~c 500', 'respond', { status: 200, body: 'fine' })),
      undefined,
      () => upstream,
    )
    if (verdict.kind !== 'respond') throw new Error('expected an answer')
    expect({ text, from: verdict.from, letGo: upstream.body.used }).toEqual({ text: 'fine', from: 'mock', letGo: true })
    expect(applyPatches(upstream.head, verdict.patches)).toEqual(verdict.head)
  })

  test('a mock is changed too, without a ledger: no other leg has seen it', async () => {
    const handle = setup(
      ruleOf('', 'respond', { body: 'x' }, { name: 'a' }),
      ruleOf('', 'rewrite', setHeader('response', 'X', '1'), { name: 'b' }),
    )
    const { verdict } = await through(handle)
    expect(verdict).toMatchObject({ from: 'mock', patches: [], head: { fields: expect.arrayContaining(['X', '1']) } })
  })

  test('a filter on the response’s body waits for it, but never for a stream', async () => {
    const handle = setup(ruleOf('~bs needle', 'rewrite', setHeader('response', 'X', '1')))
    const found = await through(handle, undefined, () => answerOf('a needle'))
    expect(found.verdict).toMatchObject({ head: { fields: expect.arrayContaining(['X']) } })
    expect(found.text).toBe('a needle')
    const endless = new BodyStream(null, { pauseBody() {}, resumeBody() {}, cancelBody() {} })
    endless.push(Buffer.from('data: needle\n\n'))
    const answer = answerOf(endless, { fields: ['Content-Type', 'text/event-stream'] })
    const stream = await createRules([ruleOf('~bs needle', 'block')], rulesWorld()).interceptor.handle(
      requestOf(),
      () => answer,
      {
        ...(await import('../../support/origin.ts')).contextFor({}).context,
      },
    )
    expect(stream).toBe(answer)
  })

  test('a hang-up passes as it is', async () => {
    const handle = setup(
      ruleOf('', 'block', { status: 444 }, { name: 'a' }),
      ruleOf('', 'rewrite', setHeader('response', 'X', '1'), { name: 'b' }),
    )
    expect((await through(handle)).verdict).toMatchObject({ kind: 'abort', how: 'close' })
  })
})

describe('draws', () => {
  const sometimes = ruleOf('', 'tag', { tags: ['x'] }, { chance: 0.5 })
  const ask = async (handle: ReturnType<typeof setup>, n: number) =>
    traces((await through(handle, requestOf({ path: `/${n}` }))).events).map(({ draw, actions }) => ({
      ...draw,
      acted: actions.length > 0,
    }))[0]

  test('the same requests draw the same in any order, and the ledger says it', async () => {
    const numbers = Array.from({ length: 200 }, (_, i) => i % 100)
    const sorted = new Map<string, unknown>()
    const first = setup(sometimes)
    for (const n of numbers) {
      const drawn = await ask(first, n)
      sorted.set(drawn!.key!, drawn)
    }
    const second = setup(sometimes)
    const shuffled = numbers.toSorted((a, b) => ((a * 37) % 101) - ((b * 37) % 101))
    const drawn = await Promise.all(shuffled.map((n) => ask(second, n)))
    expect(sorted.size).toBe(200)
    for (const one of drawn) expect(one).toEqual(sorted.get(one!.key!))
    const acted = drawn.filter((one) => one!.acted).length
    expect(acted).toBeGreaterThan(60)
    expect(acted).toBeLessThan(140)
  })
})

test('an answer in place of the upstream’s is told as another body, of which nothing was read', async () => {
  const bodies = async (upstream: () => Verdict) => {
    const { events } = await through(setup(ruleOf('~c 200', 'respond', { status: 503 })), requestOf(), upstream)
    return events.filter(({ type }) => type === 'body')
  }
  expect(await bodies(() => answerOf('hello'))).toEqual([
    { type: 'body', id: '1', at: expect.any(Number), side: 'response', cause: 'rule r' },
  ])
  expect(await bodies(() => answerOf(''))).toMatchObject([{ body: { size: 0 } }])
  expect(await bodies(() => ({ ...answerOf('hello'), from: 'mock' }))).toEqual([])
})
