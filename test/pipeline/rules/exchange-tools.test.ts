import { expect, test } from 'vitest'
import { Memory } from '../../../src/pipeline/rules/memory.ts'
import { createDice, createTools } from '../../../src/pipeline/rules/exchange-tools.ts'
import { rulePartsOf } from '../../../src/pipeline/rules.ts'
import { compileRule } from '../../../src/pipeline/rules/compile-rule.ts'
import type { ProxyEvent } from '../../../src/model/event.ts'
import { contextFor } from '../../support/origin.ts'
import { ruleOf, rulesWorld } from '../../support/rules.ts'

test('dice repeat for the same key, and differ by rule, purpose and count', () => {
  const world = rulesWorld()
  const [one, again] = [createDice(world, 'k #1'), createDice(world, 'k #1')]
  const rolls = [one('a', 'x'), one('a', 'x'), one('a', 'y'), one('b', 'x')]
  expect(new Set(rolls).size).toBe(4)
  expect([again('a', 'x'), again('a', 'x'), again('a', 'y'), again('b', 'x')]).toEqual(rolls)
  expect(createDice(world, 'k #2')('a', 'x')).not.toBe(rolls[0])
})

test('how long a text a pattern may be tried on', () => {
  const { longest } = tools().tools
  expect([longest('a+b'), longest('(?=x)a+b'), longest('(?=x)a+b')]).toEqual([Infinity, 31_622, 31_622])
})

function tools() {
  const world = rulesWorld()
  const gone = new AbortController()
  const events: ProxyEvent[] = []
  const context = {
    ...contextFor({ signal: gone.signal }).context,
    emit: (event: ProxyEvent) => void events.push(event),
  }
  const rule = compileRule(ruleOf('', 'block'), rulePartsOf(world))
  return {
    world,
    gone,
    events,
    tools: createTools(rule, world, context, createDice(world, 'k'), () => {}, new Memory()),
  }
}

test('timers run, unless the client is gone before', () => {
  const { world, gone, tools: made } = tools()
  const ran: number[] = []
  made.after(10, () => ran.push(10))
  made.after(30, () => ran.push(30))
  world.clock.advance(20)
  gone.abort()
  world.clock.advance(20)
  expect(ran).toEqual([10])
})

test('warnings name the rule and the exchange', () => {
  const { events, tools: made } = tools()
  made.warn('so')
  made.mark({ comment: 'c' })
  expect(events).toMatchObject([
    { type: 'warning', message: 'rule r: so', exchange: '1' },
    { type: 'mark', id: '1', comment: 'c' },
  ])
})

test('a changed body is told of in the name of the rule, or of who is named', () => {
  const { events, tools: made } = tools()
  made.tellBody('request', [Buffer.from('ab')])
  made.tellBody('response', undefined, 'edit')
  expect(events).toEqual([
    { type: 'body', id: '1', at: expect.any(Number), side: 'request', cause: 'rule r', body: expect.anything() },
    { type: 'body', id: '1', at: expect.any(Number), side: 'response', cause: 'edit' },
  ])
})
