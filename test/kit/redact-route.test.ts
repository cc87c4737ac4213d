import { expect, test } from 'vitest'
import { createRedactor } from '../../src/kit/redact.ts'
import { redactRoute } from '../../src/kit/redact-route.ts'

test.each([
  ['/', '/'],
  ['POST a.test/api with x-beta, x-lane: blue', 'POST a.test/api with x-beta, x-lane: blue'],
  [
    '/ with x-lane: blue, authorization: Bearer hunter2',
    '/ with x-lane: blue, authorization: Bearer {{secret:authorization-1}}',
  ],
  ['/ with cookie: a=hunter2, b=hunter2, x-beta', '/ with cookie: a={{secret:cookie-1}}'],
  ['/api with authorization: ~^Bearer hunter2', '/api with authorization: {{secret:authorization-1}}'],
])('%s is %s', (route, shown) => {
  expect(redactRoute(route, createRedactor())).toBe(shown)
})
