import { expect, test } from 'vitest'
import type { RouteMatch } from '../../src/model/route.ts'
import { routeName } from '../../src/routes/route-name.ts'

const match: RouteMatch = { text: 'a.test/v2', path: { kind: 'prefix', path: '/v2' } }

test.each<[Partial<RouteMatch>, string]>([
  [{}, 'a.test/v2'],
  [{ methods: ['POST', 'PUT'] }, 'POST,PUT a.test/v2'],
  [{ headers: [{ name: 'x-beta' }] }, 'a.test/v2 with x-beta'],
  [
    {
      methods: ['GET'],
      headers: [
        { name: 'a', equals: '1' },
        { name: 'b', matches: '^2' },
      ],
    },
    'GET a.test/v2 with a: 1, b: ~^2',
  ],
])('%j is %s', (more, name) => {
  expect(routeName({ ...match, ...more })).toBe(name)
})
