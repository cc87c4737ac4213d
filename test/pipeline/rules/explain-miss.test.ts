import { expect, test } from 'vitest'
import { createRules } from '../../../src/pipeline/rules.ts'
import { contextFor } from '../../support/origin.ts'
import { requestOf, ruleOf, rulesWorld } from '../../support/rules.ts'

test('the body counts too, and is read by it', async () => {
  const rules = createRules([ruleOf('~bq "\\"name\\": *\\"Ada\\""', 'respond', {}, { name: 'ada' })], rulesWorld())
  const request = requestOf({ method: 'POST', body: '{"name": "Bob"}' })
  expect(await rules.nearest(request, contextFor({}).context)).toEqual([
    'The nearest rule is ada:',
    '  the body\'s name is "Bob", which does not match /"name": *"Ada"/',
  ])
  expect(request.body.used).toBe(true)
})
