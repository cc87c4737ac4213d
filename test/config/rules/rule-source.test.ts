import { expect, test } from 'vitest'
import { readRuleSource, ruleSource } from '../../../src/config/rules/rule-source.ts'
import { located } from '../../support/located.ts'

test('a text is a file, from where it was written', () => {
  expect(ruleSource.read('r.yml', { where: 'x', base: '/base' })).toEqual({ file: '/base/r.yml' })
  expect(ruleSource.read('', { where: 'x', base: '/base' })).toBeUndefined()
  expect(ruleSource.read(5, { where: 'x', base: '/base' })).toBeUndefined()
})

test('a map is a rule', async () => {
  const rule = await located('{ do: block }')
  expect(readRuleSource(rule, '/base')).toEqual({ rule, base: '/base' })
  expect(readRuleSource(await located('r.yml'), '/base')).toBeUndefined()
})
