import { expect, test } from 'vitest'
import type { ProxyEvent } from '../../../src/model/event.ts'
import type { ArmedStage, Plan } from '../../../src/model/plan.ts'
import { createRules } from '../../../src/pipeline/rules.ts'
import { buildExchange } from '../../support/exchange.ts'
import { faultRule } from '../../support/faulty.ts'
import { rulesWorld } from '../../support/rules.ts'

function running(first = [] as ReturnType<typeof faultRule>[]) {
  const events: ProxyEvent[] = []
  const exchange = buildExchange({ url: 'http://example.test/' })
  const rules = createRules(first, rulesWorld({ recorded: () => exchange, emit: (event) => void events.push(event) }))
  const stages = (plan?: Plan) => rules.connections.running(exchange.id, plan)
  return { rules, stages, events }
}

const names = (stages: readonly { rule: string; name: string }[]) => stages.map(({ rule, name }) => `${rule}: ${name}`)
const planOf = (change: Partial<Plan>): Plan => ({ up: [], down: [], dial: [], random: () => 0, ...change })
const held = (rule: string): ArmedStage => ({ rule, name: 'latency', stage: (next) => next })

test('rules that come put their stages in, and say so', () => {
  const { rules, stages, events } = running()
  rules.replace([faultRule('latency:1', { name: 'a' }), faultRule('limit_data:1 up', { name: 'b' })])
  const came = stages()!
  expect([names(came.down), names(came.up)]).toEqual([['a: latency'], ['b: limit_data']])
  expect(events.map(({ type }) => type)).toEqual(['rule', 'fault', 'rule', 'fault'])
})

test('the order is that of the rules; a throttle stays behind them', () => {
  const { rules, stages } = running([faultRule('latency:1', { name: 'b' })])
  rules.replace([
    faultRule('slicer:5', { name: 'a' }),
    faultRule('latency:1', { name: 'b' }),
    faultRule('limit_data:9', { name: 'c' }),
  ])
  const came = stages(planOf({ down: [held('b'), held('--throttle')] }))!
  expect(names(came.down)).toEqual(['a: slicer', 'b: latency', 'c: limit_data', '--throttle: latency'])
})

test('rules that go take their stages with them, and so do those that have changed', () => {
  const { rules, stages } = running([faultRule('latency:1', { name: 'a' }), faultRule('latency:1', { name: 'b' })])
  rules.replace([faultRule('latency:2', { name: 'a' })])
  const old = held('a')
  const came = stages(planOf({ down: [old, held('b')] }))!
  expect(names(came.down)).toEqual(['a: latency'])
  expect(came.down[0]).not.toBe(old)
})

test('an exchange that nothing changes for is left alone', () => {
  const slow = faultRule('latency:1', { name: 'a' })
  const { rules, stages } = running([slow])
  rules.replace([slow, faultRule('latency:1 ~d other', { name: 'b' }), faultRule('abort', { name: 'c' })])
  expect(stages(planOf({ down: [held('a')] }))).toBeUndefined()
})

test('chance is drawn, and a no is told', () => {
  const { rules, stages, events } = running()
  rules.replace([faultRule('latency:1', { name: 'a', chance: 0 })])
  expect(stages()).toBeUndefined()
  expect(events).toMatchObject([{ type: 'rule', trace: { name: 'a', actions: [], draw: { threshold: 0 } } }])
})
