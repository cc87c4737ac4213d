import { expect, test } from 'vitest'
import { createFakeClock } from '../../src/kit/clock.ts'
import { defaultOptions } from '../../src/model/options.ts'
import { createSessionRules } from '../../src/session/session-rules.ts'
import { createStore } from '../../src/store/index.ts'
import { buildRequestHead } from '../support/exchange.ts'
import { contextFor } from '../support/origin.ts'
import { requestOf, ruleOf, through } from '../support/rules.ts'

function setup() {
  const clock = createFakeClock()
  const store = createStore(defaultOptions.history, clock)
  return { clock, store, rules: createSessionRules('00', clock, store) }
}

test('without rules requests pass as they are', async () => {
  const { rules } = setup()
  await rules.replace([])
  expect(rules.list()).toEqual([])
  expect((await through(rules.interceptor.handle)).text).toBe('from the upstream')
})

test('why no rule answers', async () => {
  const { rules } = setup()
  const { context } = contextFor({})
  expect(await rules.nearest(requestOf(), context)).toEqual(['There is no rule.'])
  await rules.replace([ruleOf('~m POST', 'respond', {})])
  expect(await rules.nearest(requestOf(), context)).toEqual(['The nearest rule is r:', '  the method is GET, not POST'])
})

test('rules come and go while it runs', async () => {
  const { rules } = setup()
  await rules.replace([ruleOf('', 'respond', { body: 'mock' })])
  expect((await through(rules.interceptor.handle)).text).toBe('mock')
  expect(rules.list()).toMatchObject([{ matched: 1, acted: 1 }])
  await rules.replace([])
  expect((await through(rules.interceptor.handle)).text).toBe('from the upstream')
  await expect(rules.replace([ruleOf('~zz', 'block')])).rejects.toThrowError(/zz/)
})

test('rules about the end mark the exchange before anybody hears of it', async () => {
  const { clock, store, rules } = setup()
  await rules.replace([ruleOf('~dur >1s', 'tag', { tags: ['slow'] })])
  const heard: unknown[] = []
  store.on((event) => void (event.type === 'end' && heard.push(store.get('1')?.tags)))
  const client = { address: '127.0.0.1', port: 1, protocol: 'http/1.1' as const }
  store.apply({
    type: 'request',
    id: '1',
    at: clock.now(),
    kind: 'http',
    mode: 'forward',
    client,
    head: buildRequestHead(),
    url: 'http://a/',
  })
  clock.advance(2_000)
  const body = { size: 0, kept: 0, chunks: [] }
  const timings = { dns: null, connect: null, tls: null, send: null, wait: null, receive: null }
  store.apply({
    type: 'end',
    id: '1',
    at: clock.now(),
    outcome: 'complete',
    requestBody: body,
    responseBody: body,
    timings,
  })
  expect(heard).toEqual([['slow']])
  expect(store.get('1')?.rules).toMatchObject([{ name: 'r', phase: 'end' }])
  store.close()
})
