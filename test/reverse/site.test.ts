import { expect, test } from 'vitest'
import { Site } from '../../src/reverse/site.ts'
import { Slots } from '../../src/reverse/slots.ts'
import { answer, contextOf, requestTo, reverseWorld, route, siteOf, upstreams } from '../support/reverse.ts'

const parts = () => ({ slots: new Slots(), random: { bytes: () => new Uint8Array() }, before: undefined })

test('each request takes its route; what none takes is told what there is', async () => {
  const site = new Site(siteOf([route('/api=4000'), route('a.test=5000')]), parts(), reverseWorld())
  const { asked, next } = upstreams(() => answer())
  for (const url of ['http://x/api', 'http://a.test/', 'http://a.test/api'])
    await site.handle(requestTo(url), next, contextOf())
  expect(asked.map(({ target }) => target.port)).toEqual([4000, 5000, 5000])
  expect(site.handle(requestTo('http://x/other'), next, contextOf())).toMatchObject({
    head: { status: 404 },
    failure: { code: 'no_route', message: 'no route matches x/other', hint: 'Routes: /api  a.test' },
  })
  expect([...site.endpoints()].map(([key]) => key)).toEqual([
    '["a.test",null,null] http://localhost:5000',
    '["/api",null,null] http://localhost:4000',
  ])
  expect(site.counts).toBe(false)
  site.close()
})

test('the exchange is told which route it took, and nothing where there is none', () => {
  const site = new Site(
    siteOf([route('/api=4000', { match: { ...route('/api=4000').match, methods: ['POST'] } }), route('/web=5000')]),
    parts(),
    reverseWorld(),
  )
  const { next } = upstreams(() => answer())
  const taken = (url: string, method = 'GET') => {
    const context = contextOf()
    void site.handle(requestTo(url, { method }), next, context)
    return context.route
  }
  expect([taken('http://x/api/1', 'POST'), taken('http://x/web'), taken('http://x/other')]).toEqual([
    'POST /api',
    '/web',
    undefined,
  ])
  site.close()
})

test('the end of an exchange makes room in its bulkhead', () => {
  const site = new Site(siteOf([route('4000', { bulkhead: { concurrent: 1 } })]), parts(), reverseWorld())
  const { asked, next } = upstreams(() => answer())
  const first = contextOf()
  void site.handle(requestTo(), next, first)
  void site.handle(requestTo(), next, contextOf())
  site.ended(first.id)
  void site.handle(requestTo(), next, contextOf())
  expect({ asked: asked.length, counts: site.counts }).toEqual({ asked: 2, counts: true })
  site.close()
})

test('in the place of another site it has its breakers and what its bulkheads count', () => {
  const world = reverseWorld()
  const definition = siteOf([
    route('/a=4000', { breaker: { errorRate: 1, minimum: 99, window: 1000, consecutive: 1, open: 1000, probes: 1 } }),
    route('/b=5000', { bulkhead: { concurrent: 1 } }),
  ])
  const before = new Site(definition, parts(), world)
  const { asked, next } = upstreams(() => answer(500))
  const running = contextOf()
  void before.handle(requestTo('http://x/a'), next, contextOf())
  void before.handle(requestTo('http://x/b'), next, running)
  const site = new Site(definition, { ...parts(), before }, world)
  before.close()
  expect(site.handle(requestTo('http://x/a'), next, contextOf())).toMatchObject({ failure: { code: 'breaker_open' } })
  expect(site.handle(requestTo('http://x/b'), next, contextOf())).toMatchObject({ failure: { code: 'pool_busy' } })
  site.ended(running.id)
  void site.handle(requestTo('http://x/b'), next, contextOf())
  expect(asked).toHaveLength(3)
  expect([...site.subjects()]).toEqual([{ route: '/a' }])
  site.close()
})

test.each([
  [{}, false],
  [{ redirect: true }, true],
  [{ clientCa: ['ca.pem'] }, true],
])('with %j it is for TLS only: %s', (tls, only) => {
  const site = new Site(siteOf([route('4000')], { tls: { certificates: [], ...tls } }), parts(), reverseWorld())
  expect(site.onlyTls).toBe(only)
})
