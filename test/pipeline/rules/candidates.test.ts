import { describe, expect, test } from 'vitest'
import { rulePartsOf } from '../../../src/pipeline/rules.ts'
import { Candidates } from '../../../src/pipeline/rules/candidates.ts'
import { compileRule } from '../../../src/pipeline/rules/compile-rule.ts'
import { requestOf, ruleOf, rulesWorld } from '../../support/rules.ts'

const candidates = (...matches: string[]) => {
  const parts = rulePartsOf(rulesWorld())
  const all = new Candidates(matches.map((match) => compileRule(ruleOf(match, 'block'), parts)))
  return (facts: Parameters<typeof requestOf>[0] = {}) =>
    all.find(requestOf(facts)).map(({ definition }) => definition.match)
}

describe('Candidates', () => {
  test('rules about other hosts are left out; the others stay in order', () => {
    const find = candidates('~d other', '~c 500', '~d example', '!~d example')
    expect(find()).toEqual(['~c 500', '~d example'])
    expect(find({ host: 'other.test' })).toEqual(['~d other', '~c 500', '!~d example'])
  })

  test('the Host field is a host too', () => {
    const find = candidates('~d vhost')
    expect(find()).toEqual([])
    expect(find({ target: '/', fields: ['Host', 'vhost.test'] })).toEqual(['~d vhost'])
  })

  test('among many, URL and method decide, and again for another URL', () => {
    const find = candidates('~u /a', '~u /b', '~m POST', '~u /a & ~hq x', '~bq x')
    expect(find({ path: '/a' })).toEqual(['~u /a', '~u /a & ~hq x', '~bq x'])
    expect(find({ path: '/a' })).toEqual(['~u /a', '~u /a & ~hq x', '~bq x'])
    expect(find({ path: '/b', method: 'POST' })).toEqual(['~u /b', '~m POST', '~bq x'])
  })

  test('texts in the head decide for each request anew', () => {
    const find = candidates('~hq ^x-one:', '~hq "^x-two: b"', '~u /a & ~hq three', '~hq "x.*y"', '~bq z')
    const with_ = (...fields: string[]) => find({ path: '/a', fields: ['Host', 'example.test', ...fields] })
    expect(with_()).toEqual(['~hq "x.*y"', '~bq z'])
    expect(with_('X-One', '1')).toEqual(['~hq ^x-one:', '~hq "x.*y"', '~bq z'])
    expect(with_('x-TWO', 'B', 'A', 'Three')).toEqual(['~hq "^x-two: b"', '~u /a & ~hq three', '~hq "x.*y"', '~bq z'])
    expect(with_()).toEqual(['~hq "x.*y"', '~bq z'])
  })

  test('more hosts and URLs than are remembered change nothing', () => {
    const find = candidates('~u /x', '~u /y', '~u /z', '~u /5$')
    for (let i = 0; i < 2_500; i++)
      expect(find({ path: `/${i}`, host: `h${i % 3}.test` })).toEqual(/5$/.test(String(i)) && i === 5 ? ['~u /5$'] : [])
    for (let i = 0; i < 1_200; i++) find({ host: `host${i}.test` })
    expect(find({ path: '/x' })).toEqual(['~u /x'])
  })
})
