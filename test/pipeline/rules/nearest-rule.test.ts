import { expect, test } from 'vitest'
import { rulePartsOf } from '../../../src/pipeline/rules.ts'
import { compileRule } from '../../../src/pipeline/rules/compile-rule.ts'
import { Memory } from '../../../src/pipeline/rules/memory.ts'
import { answersClient, nearMissLines, nearestRule } from '../../../src/pipeline/rules/nearest-rule.ts'
import { subjectOf } from '../../../src/pipeline/rules/standing.ts'
import type { RuleDefinition } from '../../../src/model/rule.ts'
import { requestOf, ruleOf, rulesWorld } from '../../support/rules.ts'

const memory = new Memory()
memory.setState('cart', 'empty')

type Tallied = Partial<RuleDefinition> & {
  tally?: { matched: number; acted: number }
  attributes?: object
  action?: string
}

function nearest(...facts: Tallied[]) {
  const rules = facts.map(({ tally = { matched: 0, acted: 0 }, attributes = {}, action = 'respond', ...rule }, at) => ({
    ...compileRule(
      ruleOf(rule.match ?? '', action, attributes, { name: `r${at}`, ...rule }),
      rulePartsOf(rulesWorld()),
    ),
    tally,
  }))
  const request = requestOf({ path: '/users/7' })
  const subject = subjectOf({ method: 'GET', url: 'http://example.test/users/7', fields: request.head.fields })
  return nearestRule(rules, subject, request, memory)
}

test('fewer and smaller differences are nearer; rules that do not answer do not count', () => {
  expect(
    nearest(
      { match: '~m POST & ~u /other$' },
      { match: '~m POST & ~u /users/7$' },
      { match: '', action: 'tag', attributes: { tags: ['x'] } },
    ),
  ).toEqual({
    rule: 'r1',
    reasons: ['the method is GET, not POST'],
  })
  expect(nearest({ match: '', action: 'tag', attributes: { tags: ['x'] } })).toBeUndefined()
})

test.each([
  [{ requires: { cart: 'full' } }, ['the state cart is empty, not full']],
  [{ enabled: false }, ['it is off']],
  [{ times: 2, tally: { matched: 2, acted: 2 } }, ['it has acted 2 times, as often as it may']],
  [{ first: 1, tally: { matched: 2, acted: 1 } }, ['it acts on the first 1 requests only']],
  [{ chance: 0.5 }, ['it acts in 50 % of cases, and not in this one']],
  [{ every: 2 }, ['it matches, and it is not its turn']],
  [{ attributes: { folder: '/mocks' } }, ['/mocks has no file for GET /users/7']],
  [{ attributes: { sequence: [{}], then: 'pass' } }, ['its sequence is used up']],
  [{}, ['it matches, and gave no answer']],
] as [Tallied, string[]][])('%j', (facts, reasons) => expect(nearest(facts)).toEqual({ rule: 'r0', reasons }))

test('a folder is further than a rule that all but matches, and nearer than one that does not at all', () => {
  const folder = { attributes: { folder: '/mocks' } }
  expect(nearest(folder, { match: '~u ^https?://[^/?]*/users/8$' })?.rule).toBe('r1')
  expect(nearest({ match: '~u ^https?://[^/?]*/zzz/8$' }, folder)?.rule).toBe('r1')
})

test('as lines', () => {
  expect(nearMissLines({ rule: 'x', reasons: ['a', 'b'] })).toEqual(['The nearest rule is x:', '  a', '  b'])
  expect(nearMissLines(undefined)).toEqual(['There is no rule that answers.'])
  expect([answersClient(ruleOf('', 'respond')), answersClient(ruleOf('', 'tag'))]).toEqual([true, false])
})
