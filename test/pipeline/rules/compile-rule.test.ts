import { describe, expect, test } from 'vitest'
import { rulePartsOf } from '../../../src/pipeline/rules.ts'
import { compileRule } from '../../../src/pipeline/rules/compile-rule.ts'
import type { RuleDefinition } from '../../../src/model/rule.ts'
import { ruleOf, rulesWorld } from '../../support/rules.ts'

const compile = (definition: RuleDefinition) => compileRule(definition, rulePartsOf(rulesWorld()))

describe('compileRule', () => {
  test.each([
    ['~d a', 'request'],
    ['~bq a', 'request'],
    ['~c 500', 'response'],
    ['~bs a', 'response'],
    ['~dur >1s', 'end'],
  ])('%s is decided at the %s', (match, moment) =>
    expect(compile(ruleOf(match, 'tag', { tags: ['x'] })).moment).toBe(moment),
  )

  test('an action before its filter’s phase is refused with both, at its place', () => {
    const place = { file: 'rules.yml', line: 3, column: 5 }
    const rule = ruleOf('~c 500', 'map_remote', { url: 'a', to: 'b' }, { place })
    expect(() => compile(rule)).toThrowError(
      'rules.yml:3:5: Expected a filter that is decided when map_remote acts, before the request is sent on (phase request-body), got "~c 500", which is decided in phase response-head.',
    )
    expect(() => compile(ruleOf('~dur >1s', 'respond', {}))).toThrowError(/rule "r": .*phase response-body.*phase end/)
    expect(compile(ruleOf('~c 500', 'respond', {})).moment).toBe('response')
  })

  test('states are set by a step of its own, and said', () => {
    const { steps, explained } = compile(ruleOf('', 'respond', {}, { sets: { a: 'b' } }))
    expect(steps).toHaveLength(2)
    expect(explained).toEqual(['set the state a to b', 'answer 200'])
  })

  test('what it needs in URL and head, and whether it draws', () => {
    expect(compile(ruleOf('~u /abc & ~hq xyz', 'block')).needs).toEqual({ url: '/abc', head: 'xyz' })
    expect(compile(ruleOf('', 'respond', { template: 'a' })).draws).toBe(true)
    expect(compile(ruleOf('', 'respond', { body: 'a' })).draws).toBe(false)
  })

  test('an unknown action is refused with the nearest', () => {
    expect(() => compile(ruleOf('', 'respnd'))).toThrowError('rule "r": Expected an action, got "respnd".')
  })

  test('knows what it will need', () => {
    expect(compile(ruleOf('~b x', 'tag', { tags: [] }))).toMatchObject({ readsRequest: true, readsResponse: true })
    expect(compile(ruleOf('~bs x', 'tag', { tags: [] }))).toMatchObject({ readsRequest: false, readsResponse: true })
    expect(compile(ruleOf('~m CONNECT', 'block')).takesConnect).toBe(true)
    expect(compile(ruleOf('!~m CONNECT', 'block')).takesConnect).toBe(false)
    expect([compile(ruleOf('', 'block', {}, { chance: 0.5 })).draws, compile(ruleOf('', 'block')).draws]).toEqual([
      true,
      false,
    ])
  })

  test('its cause is the rule, or the option that made it', () => {
    expect(compile(ruleOf('', 'block')).cause).toBe('rule r')
    expect(compile(ruleOf('', 'block', {}, { cause: 'option -H' })).cause).toBe('option -H')
  })
})
