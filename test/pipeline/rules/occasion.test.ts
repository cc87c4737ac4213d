import { describe, expect, test } from 'vitest'
import type { RuleDefinition } from '../../../src/model/rule.ts'
import { decide } from '../../../src/pipeline/rules/occasion.ts'
import { ruleOf } from '../../support/rules.ts'

/** On which of the first ten requests a rule acts. */
function acts(facts: Partial<RuleDefinition>, value = 0): number[] {
  const rule = ruleOf('', 'block', {}, facts)
  const tally = { matched: 0, acted: 0 }
  return Array.from({ length: 10 }, (_, i) => i + 1).filter(
    () => decide(rule, tally, 0, () => ({ value, key: 'k' }))?.acts,
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
    const draw = (value: number) => decide(rule, tally, 0, () => ({ value, key: 'k' }))
    expect(draw(0.3)).toEqual({ acts: false, draw: { value: 0.3, threshold: 0.3, key: 'k' } })
    expect(draw(0.29)).toEqual({ acts: true, draw: { value: 0.29, threshold: 0.3, key: 'k' } })
    expect(draw(0)).toBeUndefined()
    expect(tally).toEqual({ matched: 3, acted: 1 })
  })

  test('outside its schedule a rule does not even count', () => {
    const rule = ruleOf('', 'block', {}, { schedule: { from: 100, until: 200 } })
    const tally = { matched: 0, acted: 0 }
    const at = (elapsed: number) => decide(rule, tally, elapsed, () => ({ value: 0, key: '' })) !== undefined
    expect([at(99), at(100), at(199), at(200)]).toEqual([false, true, true, false])
    expect(tally.matched).toBe(2)
  })
})
