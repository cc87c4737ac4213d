import { describe, expect, test } from 'vitest'
import type { ProxyEvent } from '../../src/model/event.ts'
import type { RuleDefinition } from '../../src/model/rule.ts'
import { createRules, explainRule, rulePartsOf } from '../../src/pipeline/rules.ts'
import { compileRule } from '../../src/pipeline/rules/compile-rule.ts'
import { buildExchange } from '../support/exchange.ts'
import { requestOf, ruleOf, rulesWorld, through } from '../support/rules.ts'

const setup = (...definitions: RuleDefinition[]) => createRules(definitions, rulesWorld())
const tagRule = (match: string, name: string, facts: Partial<RuleDefinition> = {}) =>
  ruleOf(match, 'tag', { tags: [name] }, { name, ...facts })
const marks = (events: readonly ProxyEvent[]) =>
  events.flatMap((event) => (event.type === 'mark' ? (event.tags ?? []) : []))

describe('replace', () => {
  test('rules that stay go on counting, others begin anew', async () => {
    const once = tagRule('', 'once', { times: 1 })
    const rules = setup(once)
    const run = async () => marks((await through(rules.interceptor.handle)).events)
    expect(await run()).toEqual(['once'])
    rules.replace([tagRule('', 'new', { first: 1 }), { ...once }])
    expect(await run()).toEqual(['new'])
    rules.replace([{ ...once, times: 2, first: 9 }])
    expect(await run()).toEqual(['once'])
  })

  test('what is wrong changes nothing', async () => {
    const rules = setup(tagRule('', 'old'))
    expect(() => rules.replace([ruleOf('~c 500', 'route', { to: 'http://a' })])).toThrowError(/phase/)
    expect(marks((await through(rules.interceptor.handle)).events)).toEqual(['old'])
    expect(rules.rules()).toMatchObject([
      { definition: { name: 'old' }, explanation: 'For every request: tag the exchange old.', matched: 1, acted: 1 },
    ])
  })
})

test('rules that are off, and requests that none is about, cost nothing and change nothing', async () => {
  const rules = setup(tagRule('', 'off', { enabled: false }), tagRule('~d other', 'other'))
  const request = requestOf()
  const { sent, events } = await through(rules.interceptor.handle, request)
  expect(sent).toBe(request)
  expect(events).toEqual([])
})

test('a rule whose turn did not come has not acted', async () => {
  const answer = (status: number, facts: object) => ruleOf('', 'respond', { status }, { name: `${status}`, ...facts })
  const abort = ruleOf('', 'fault', { fault: 'abort', values: { status: 500 } }, { name: 'abort', first: 1 })
  const rules = setup(abort, answer(503, { first: 2 }), answer(201, { times: 1 }), answer(200, {}))
  const statuses = []
  for (let at = 0; at < 4; at++) {
    const { verdict } = await through(rules.interceptor.handle)
    statuses.push(verdict.kind === 'respond' && verdict.head.status)
  }
  expect(statuses).toEqual([500, 503, 201, 200])
})

test('a tunnel is meant only by rules that name its method', async () => {
  const rules = setup(
    ruleOf('~d example', 'block', {}, { name: 'a' }),
    ruleOf('~m CONNECT & ~d refused', 'block', {}, { name: 'b' }),
  )
  const connect = (host: string) =>
    requestOf({ method: 'CONNECT', target: `${host}:443`, host, fields: ['Host', host] })
  const run = (host: string) => through(rules.interceptor.handle, connect(host), undefined, { kind: 'connect' })
  expect((await run('example.test')).sent).toBeDefined()
  expect((await run('refused.test')).verdict).toMatchObject({ head: { status: 403 } })
})

describe('at the end', () => {
  test('rules about the whole exchange tag it', () => {
    const rules = setup(tagRule('~dur >50', 'slow'), tagRule('~dur >5s', 'very slow'))
    const said: ProxyEvent[] = []
    rules.ended(buildExchange(), (event) => void said.push(event))
    expect(rules.waitsForEnd).toBe(true)
    expect(said).toMatchObject([
      { type: 'rule', id: 'x1', trace: { name: 'slow', phase: 'end' } },
      { type: 'mark', tags: ['slow'] },
    ])
    expect(setup(tagRule('', 'x')).waitsForEnd).toBe(false)
  })

  test('their chances are drawn too', () => {
    const rules = setup(tagRule('~dur >50', 'some', { chance: 0.5 }))
    const said: ProxyEvent[] = []
    for (let i = 0; i < 20; i++) rules.ended(buildExchange({ url: `http://a/${i}` }), (event) => void said.push(event))
    expect(said.filter(({ type }) => type === 'rule')).toHaveLength(20)
    const tagged = marks(said).length
    expect(tagged).toBeGreaterThan(0)
    expect(tagged).toBeLessThan(20)
  })
})

test('a rule is one English sentence', () => {
  const explain = (definition: RuleDefinition) => explainRule(compileRule(definition, rulePartsOf(rulesWorld())))
  expect(explain(ruleOf('~d a & ~m POST', 'block', {}, { chance: 0.3, first: 5 }))).toBe(
    'When the host matches /a/ and the method matches /POST/ (in 30 % of cases, for the first 5): refuse with 403.',
  )
  expect(explain(ruleOf('', 'block', {}, { enabled: false, schedule: { from: 1000, until: 2000 } }))).toBe(
    '[off] For every request (from 1 s after the start, until 2 s after the start): refuse with 403.',
  )
})

describe('states', () => {
  const answer = (name: string, facts: Partial<RuleDefinition>) =>
    ruleOf('', 'respond', { body: name }, { name, ...facts })

  test('who answers first keeps those after it from setting theirs', async () => {
    const rules = setup(
      answer('first', { requires: { a: 'Started' }, sets: { a: 'one' } }),
      answer('second', { sets: { a: 'two' } }),
    )
    const ask = async () => (await through(rules.interceptor.handle)).text
    expect([await ask(), await ask()]).toEqual(['first', 'second'])
  })

  test('a rule whose state is another one does not count', async () => {
    const rules = setup(answer('x', { requires: { a: 'one' } }))
    expect((await through(rules.interceptor.handle)).text).toBe('from the upstream')
    expect(rules.rules()).toMatchObject([{ matched: 0 }])
  })

  test('in English', () => {
    const rule = compileRule(
      answer('x', { requires: { cart: 'full' }, sets: { cart: 'empty' } }),
      rulePartsOf(rulesWorld()),
    )
    expect(explainRule(rule)).toBe(
      'For every request while the state cart is full: set the state cart to empty; then answer 200 with a text.',
    )
  })
})
