/** The examples of the guide to mocks are right, and answer as the guide says. */
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openApiProblem } from '../../src/actions/openapi/openapi.ts'
import { loadRuleFile } from '../../src/config/rules.ts'
import { createRules } from '../../src/pipeline/rules.ts'
import { root } from '../house/tree.ts'
import { requestOf, rulesWorld, through } from '../support/rules.ts'

test('petstore.yaml is a document', async () => {
  expect(await openApiProblem(join(root, 'docs/examples/petstore.yaml'))).toBeUndefined()
})

test('mocks.yml answers as the guide shows', async () => {
  const rules = createRules(await loadRuleFile(join(root, 'docs/examples/mocks.yml'), root), rulesWorld())
  const seen: string[] = []
  for (const [method, path] of [
    ['GET', '/cart'],
    ['POST', '/cart'],
    ['GET', '/cart'],
    ['POST', '/charge'],
    ['POST', '/charge'],
    ['POST', '/charge'],
    ['GET', '/hello?name=Ada'],
  ] as const) {
    const { verdict, text } = await through(rules.interceptor.handle, requestOf({ method, path, host: 'shop.test' }))
    seen.push(`${verdict.kind === 'respond' ? verdict.head.status : verdict.kind} ${text}`.trim())
  }
  expect(seen).toEqual([
    '200 {"items":[]}',
    '201',
    '200 {"items":["book"]}',
    ...['503', '503', '200 {"paid":true}'],
    '200 {"hello": "Ada", "visit": 1}',
  ])
})
