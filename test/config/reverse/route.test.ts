import { expect, test } from 'vitest'
import { readRoute, routeSchema } from '../../../src/config/reverse/route.ts'
import { located } from '../../support/located.ts'

const read = async (yaml: string, site = {}) => readRoute(await located(yaml), '/', site)

test('match, conditions, upstreams', async () => {
  const route = await read(`
match: api.test/v2
methods: [get, POST]
headers: { x-beta: 1, x-user: ~^a, x-any: }
stripPrefix: true
upstreams: [3000, { url: http://h:1, weight: 2, maxConnections: 5 }]
`)
  expect(route).toMatchObject({
    match: {
      text: 'api.test/v2',
      host: 'api.test',
      path: { kind: 'prefix', path: '/v2' },
      methods: ['GET', 'POST'],
      headers: [{ name: 'x-beta', equals: '1' }, { name: 'x-user', matches: '^a' }, { name: 'x-any' }],
    },
    stripPrefix: true,
    upstreams: [
      { url: 'http://localhost:3000', weight: 1, where: 'f.yml:6:13' },
      { url: 'http://h:1', weight: 2, maxConnections: 5 },
    ],
    where: 'f.yml:2:1',
  })
})

test('what the site says holds where the route says nothing', async () => {
  const site = { security: true, retry: false } as const
  expect(await read('{ match: /, upstreams: 3000, retry: { attempts: 2 } }', site)).toMatchObject({
    security: true,
    retry: { attempts: 2 },
  })
  expect(await read('{ match: /, upstreams: 3000, security: false }', site)).toMatchObject({
    security: false,
    retry: false,
  })
})

test('a key in another form of its word is told with the one that is meant', async () => {
  for (const [key, meant] of [
    ['retries', 'retry'],
    ['healthCheck', 'health'],
    ['hedging', 'hedge'],
    ['stickyCookie', 'sticky'],
  ])
    await expect(read(`{ match: /, upstreams: 3000, ${key}: {} }`)).rejects.toMatchObject({
      message: `f.yml:1:30: Expected a known key, got "${key}".`,
      hint: `Did you mean ${meant}?`,
    })
})

test.each([
  ['{ upstreams: 3000 }', 'Expected match (host'],
  ['{ match: / }', 'Expected upstreams'],
  ['{ match: /, upstreams: [] }', 'at least one item'],
  ['{ match: /, upstream: 3000 }', 'Expected a known key'],
  ['{ match: /, upstreams: x y }', 'Expected an upstream such as 3000'],
  ['{ match: "~(", upstreams: 1 }', 'unterminated group'],
  ['{ match: /, upstreams: 1, headers: { x: [1] } }', 'Expected a value, or ~ and a regular expression'],
  ['{ match: /, upstreams: 1, headers: { x: "~(" } }', 'Expected a regular expression'],
])('%s', async (yaml, message) => {
  await expect(read(yaml)).rejects.toThrow(message)
})

test('the schema knows every key', () => {
  expect(Object.keys(routeSchema.properties as object)).toContain('breaker')
})
