import { expect, test } from 'vitest'
import { createRouteTable, takesEverything } from '../../src/routes/table.ts'
import { requestTo, route } from '../support/reverse.ts'

const found = (texts: string[], url: string, more = {}) =>
  createRouteTable(texts.map((text) => route(text))).find(requestTo(url, more))?.match.text

const all = ['1', '/api=2', '/api/v2=3', 'api.test=4', 'api.test/v2=5', '*.test/v2=6', '=/api/exact=7', '~\\.png$=8']

test.each([
  ['http://x/', '/'],
  ['http://x/api/', '/api'],
  ['http://x/apix', '/'],
  ['http://x/api/v2/y?z', '/api/v2'],
  ['http://x/api/exact', '=/api/exact'],
  ['http://x/api/exact/no', '/api'],
  ['http://x/api/v2/y.png', '~\\.png$'],
  ['http://api.test/api', 'api.test'],
  ['http://api.test/v2/x', 'api.test/v2'],
  ['http://api.test./v2/x', 'api.test/v2'],
  ['http://b.test/v2', '*.test/v2'],
  ['http://b.test/other', '/'],
  ['http://x/api/%76%32/../v2/z', '/api/v2'],
])('%s goes to %s', (url, text) => {
  expect(found(all, url)).toBe(text)
  expect(found(all.toReversed(), url)).toBe(text)
})

test('no route for what none matches', () => {
  expect(found(['/api=1'], 'http://x/')).toBeUndefined()
  expect(createRouteTable([]).find(requestTo())).toBeUndefined()
})

test('methods and headers narrow a route, and stand before one without', () => {
  const match = (text: string, more: object) => ({ ...route(text), match: { ...route(text).match, ...more } })
  const table = createRouteTable([
    route('1'),
    match('2', { methods: ['POST'] }),
    match('3', { headers: [{ name: 'X-Beta', equals: '1' }] }),
    match('4', { headers: [{ name: 'x-user', matches: '^a' }, { name: 'x-beta' }] }),
  ])
  const port = (head: object) => table.find(requestTo('http://x/', head))!.upstreams[0]!.port
  expect(port({})).toBe(1)
  expect(port({ method: 'POST' })).toBe(2)
  expect(port({ method: 'POST', fields: ['x-beta', '1'] })).toBe(3)
  expect(port({ fields: ['x-beta', '2'] })).toBe(1)
  expect(port({ fields: ['X-User', 'ab', 'X-Beta', '2'] })).toBe(4)
})

test('a single route for everything looks at nothing', () => {
  expect(takesEverything(route('1').match)).toBe(true)
  expect(takesEverything(route('~.*=1').match)).toBe(true)
  for (const text of ['/a=1', 'h=1', '=/=1', '~a=1']) expect(takesEverything(route(text).match)).toBe(false)
  expect(createRouteTable([route('1')]).find(undefined as never)).toBeDefined()
})
