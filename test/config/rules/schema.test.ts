import { Ajv } from 'ajv'
import { describe, expect, test } from 'vitest'
import { ruleFileSchema, ruleSchema } from '../../../src/config/rules/schema.ts'
import { plainValue } from '../../../src/config/rules/json-value.ts'
import { located } from '../../support/located.ts'

const validate = new Ajv({ allowUnionTypes: true, formats: { regex: true } }).compile(ruleFileSchema())

describe('the schema of rule files', () => {
  test.each([
    '- { name: a, match: ~q, chance: 30%, first: 1, schedule: { from: 1s }, do: [{ respond: { status: 503, json: { a: 1 } } }, block, { block: 403 }] }',
    'rules: [{ do: { fault: { latency: { latency: 800, jitter: 1s }, stream: upstream } } }]',
    '- { do: [{ fault: "latency:800" }, { tag: [a, b] }, { rewrite: { request: { headers: { set: { A: [1, 2] }, remove: B }, url: { pattern: a, with: b } } } }] }',
  ])('%s', async (yaml) => expect(validate(plainValue(await located(yaml)))).toBe(true))

  test.each([
    '- { match: a }',
    '- { do: [] }',
    '- { do: { respnd: {} } }',
    '- { do: { respond: { status: 9 } } }',
    '- { do: { fault: { latnecy: 5 } } }',
    '- { do: block, chance: 2 }',
    '- { do: { respond: {}, tag: a } }',
  ])('%s is refused', async (yaml) => expect(validate(plainValue(await located(yaml)))).toBe(false))
})

test('every key is described', () => {
  for (const property of Object.values(ruleSchema()['properties'] as object))
    expect(property).toHaveProperty('description')
})
