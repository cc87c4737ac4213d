import { describe, expect, test } from 'vitest'
import type { RuleDefinition } from '../../../src/model/rule.ts'
import { type Occasion, decide, decideRule, giveBack } from '../../../src/pipeline/rules/occasion.ts'
import type { LiveRule } from '../../../src/pipeline/rules/exchange-rules.ts'
import { ruleOf, rulesWorld } from '../../support/rules.ts'

/** On which of the first ten requests a rule acts. */
function acts(facts: Partial<RuleDefinition>, value = 0): number[] {
  const rule = ruleOf('', 'block', {}, facts)
  const tally = { matched: 0, acted: 0 }
  return Array.from({ length: 10 }, (_, i) => i + 1).filter(
    () => decide(rule, tally, { elapsed: 0 }, () => ({ value, key: 'k' }))?.acts,
  )
}

describe('decide', () => {
  test.each([
    [{}, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]],
    [{ first: 2 }, [1, 2]],
    [{ after: 8 }, [9, 10]],
    [{ every: 3 }, [3, 6, 9]],
    [{ times: 1 }, [1]],
    [{ every: 3, times: 2 }, [3, 6]],
    [{ after: 2, every: 3 }, [5, 8]],
    [{ after: 2, first: 3 }, [3, 4, 5]],
    [{ chance: 0 }, []],
  ])('%j', (facts, expected) => expect(acts(facts)).toEqual(expected))

  test('a draw below the chance acts; both draws and misses are told', () => {
    const rule = ruleOf('', 'block', {}, { chance: 0.3, times: 1 })
    const tally = { matched: 0, acted: 0 }
    const draw = (value: number) => decide(rule, tally, { elapsed: 0 }, () => ({ value, key: 'k' }))
    expect(draw(0.3)).toEqual({ acts: false, draw: { value: 0.3, threshold: 0.3, key: 'k' } })
    expect(draw(0.29)).toEqual({ acts: true, draw: { value: 0.29, threshold: 0.3, key: 'k' } })
    expect(draw(0)).toBeUndefined()
    expect(tally).toEqual({ matched: 3, acted: 1 })
  })

  test('outside its schedule a rule does not even count', () => {
    const rule = ruleOf('', 'block', {}, { schedule: { from: 100, until: 200 } })
    const tally = { matched: 0, acted: 0 }
    const at = (elapsed: number) =>
      decide(rule, tally, { elapsed: elapsed }, () => ({ value: 0, key: '' })) !== undefined
    expect([at(99), at(100), at(199), at(200)]).toEqual([false, true, true, false])
    expect(tally.matched).toBe(2)
  })
})

describe('phases', () => {
  const rule = ruleOf('', 'block', {}, { schedule: { phase: ['outage'] } })
  const never = (): never => {
    throw new Error('nothing is drawn here')
  }
  const at = (phase: Occasion['phase']): Occasion => ({ elapsed: 0, phase })

  test('a rule acts in its phases alone, and counts in no other', () => {
    const tally = { matched: 0, acted: 0 }
    expect(decide(rule, tally, at({ phase: { name: 'steady' }, run: 0 }), never)).toBeUndefined()
    expect(decide(rule, tally, at(undefined), never)).toBeUndefined()
    expect(decide(rule, tally, at({ phase: undefined, run: 2 }), never)).toBeUndefined()
    expect(tally.matched).toBe(0)
    expect(decide(rule, tally, at({ phase: { name: 'outage' }, run: 1 }), never)).toEqual({ acts: true })
  })

  test('while a phase that flaps is up, its rules rest', () => {
    const tally = { matched: 0, acted: 0 }
    const phase = { name: 'outage' }
    expect(decide(rule, tally, at({ phase, run: 0, state: 'up' }), never)).toBeUndefined()
    expect(decide(rule, tally, at({ phase, run: 0, state: 'down' }), never)).toEqual({ acts: true })
  })

  test('the share of a phase multiplies the chance of its rules, and of no others', () => {
    const now = at({ phase: { name: 'outage', share: 0.5 }, run: 0 })
    const draw = () => ({ value: 0.3, key: 'k' })
    expect(decide({ ...rule, chance: 0.5 }, { matched: 0, acted: 0 }, now, draw)).toMatchObject({
      acts: false,
      draw: { threshold: 0.25 },
    })
    expect(decide(ruleOf('', 'block'), { matched: 0, acted: 0 }, now, never)).toEqual({ acts: true })
  })

  test('the first N of each run of the phase', () => {
    const tally = { matched: 0, acted: 0 }
    const acts = (run: number) =>
      decide(rule, tally, at({ phase: { name: 'outage', first: 2 }, run }), never)?.acts ?? false
    expect([0, 0, 0, 2, 2, 2].map(acts)).toEqual([true, true, false, true, true, false])
  })
})

describe('groups', () => {
  test('rules of one group share a draw for their period', () => {
    const world = rulesWorld()
    const shared = { world, startedAt: world.clock.now() }
    const group = { name: 'db', period: 1_000 }
    const draws = (name: string) =>
      decideRule(
        shared,
        { definition: ruleOf('', 'block', {}, { name, chance: 0.5, group }), tally: { matched: 0, acted: 0 } },
        () => name,
      )!.draw!
    const first = draws('orders')
    expect(draws('payments')).toEqual(first)
    expect(first.key).toBe('group db #0')
    world.clock.advance(999)
    expect(draws('payments')).toEqual(first)
    world.clock.advance(1)
    expect(draws('orders').key).toBe('group db #1')
    expect(draws('orders').value).not.toBe(first.value)
  })
})

test('what was left over has not acted, unless it acts whoever answered', () => {
  const rule = (facts: object, step: object = {}) =>
    ({
      definition: ruleOf('', 'block', {}, facts),
      steps: [step],
      tally: { matched: 1, acted: 1 },
    }) as never as LiveRule
  const rules = [rule({ times: 1 }), rule({}), rule({ times: 1 }, { note: () => {} }), rule({ times: 1 })]
  const chosen = new Map(rules.map((one, at) => [one, `tools ${at}`]))
  giveBack(chosen, [])
  expect(rules.map(({ tally }) => tally.acted)).toEqual([1, 1, 1, 1])
  giveBack(chosen, [{ tools: 'tools 0' }, { tools: 'tools 1' }, { tools: 'tools 2' }])
  expect(rules.map(({ tally }) => tally.acted)).toEqual([0, 1, 1, 1])
})
