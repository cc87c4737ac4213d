import { expect, test } from 'vitest'
import { HeadEdit } from '../../src/kit/edit-head.ts'
import { parseUrl, withServer, withUrl } from '../../src/kit/request-url.ts'
import { createReverse } from '../../src/reverse/reverse.ts'
import { answer, contextOf, healthOf, requestTo, reverseWorld, route, siteOf, upstreams } from '../support/reverse.ts'

const random = { bytes: () => new Uint8Array() }
const reverseOf = (...texts: string[]) =>
  createReverse([siteOf(texts.map((text) => route(text)))], random, reverseWorld())

test("requests of other listeners pass, those of a site's take its routes", async () => {
  const { interceptor } = reverseOf('4000')
  const { asked, next } = upstreams(() => answer())
  const request = requestTo()
  await interceptor.handle(request, next, contextOf({ site: undefined }))
  await interceptor.handle(request, next, contextOf({ site: 7 }))
  await interceptor.handle(request, next, contextOf())
  expect(asked.map(({ target }) => target.port)).toEqual([80, 80, 4000])
})

test('no tunnels', () => {
  const { next } = upstreams(answer())
  const asked = reverseOf('4000').interceptor.handle(requestTo(), next, contextOf({ kind: 'connect' }))
  expect(asked).toMatchObject({ head: { status: 405 }, failure: { code: 'reverse_method' } })
})

test('a rule that chose another server stands above the routes', async () => {
  const { interceptor } = reverseOf('4000')
  const { asked, next } = upstreams(() => answer())
  const plain = requestTo('http://site.test/')
  const other = parseUrl('http://other.test/')!
  const routed = withServer(plain, other, 'rule r')
  const mapped = withUrl(plain, other, 'rule r')
  const moved = withUrl(plain, parseUrl('http://site.test/x')!, 'rule r')
  for (const request of [routed, mapped, moved]) await interceptor.handle(request, next, contextOf())
  expect(asked.map(({ target }) => target.port)).toEqual([80, 80, 4000])
})

test('a rule that only changed Host did not choose another server', async () => {
  const { interceptor } = reverseOf('4000')
  const { asked, next } = upstreams(() => answer())
  const plain = requestTo('http://site.test/')
  const edit = new HeadEdit(plain.head, 'rule r')
  edit.set('Host', 'b.test')
  await interceptor.handle({ ...plain, head: edit.head, patches: edit.patches }, next, contextOf())
  expect(asked.map(({ target }) => target.port)).toEqual([4000])
})

test('other routes hold from the next request on, and what is known of upstreams is kept', async () => {
  const definition = route('4000,4001', { balance: { by: 'least_conn' } })
  const reverse = createReverse([siteOf([definition])], random, reverseWorld())
  const { asked, next } = upstreams(() => answer())
  const first = contextOf()
  await reverse.interceptor.handle(requestTo(), next, first)
  reverse.replace([siteOf([definition, route('/api=5000')])])
  await reverse.interceptor.handle(requestTo(), next, contextOf())
  await reverse.interceptor.handle(requestTo('http://x/api'), next, contextOf())
  // The first upstream is busy still: the request from before the change counts.
  expect(asked.map(({ target }) => target.port)).toEqual([4000, 4001, 5000])
  reverse.ended(first.id)
  await reverse.interceptor.handle(requestTo(), next, contextOf())
  expect(asked.at(-1)!.target.port).toBe(4000)
  reverse.close()
})

test('equal routes of two sites, and routes told apart by conditions, keep upstreams of their own', async () => {
  const one = route('4000', { bulkhead: { concurrent: 9 } })
  const limited = { ...one, upstreams: [{ ...one.upstreams[0]!, maxConnections: 1 }] }
  const sites = [siteOf([limited, { ...limited, match: { ...one.match, methods: ['POST'] } }]), siteOf([limited])]
  const reverse = createReverse(sites, random, reverseWorld())
  reverse.replace(sites)
  const { asked, next } = upstreams(() => answer())
  await reverse.interceptor.handle(requestTo(), next, contextOf())
  await reverse.interceptor.handle(requestTo('http://x/', { method: 'POST' }), next, contextOf())
  await reverse.interceptor.handle(requestTo(), next, contextOf({ site: 1 }))
  expect(asked).toHaveLength(3)
  reverse.close()
})

test('of several sites each says of whose upstreams it speaks, to the end', async () => {
  const world = reverseWorld({ probe: async () => 'refused' })
  const site = siteOf([route('4000', { health })])
  const sites = [
    { ...site, port: 8000 },
    { ...site, host: '::1', port: 8001 },
  ]
  const reverse = createReverse(sites, random, world)
  const said = () =>
    world.events.splice(0).map((event) => (event.type === 'health' ? `${event.listener} ${event.state}` : event.type))
  await Promise.resolve()
  expect(said()).toEqual(['127.0.0.1:8000 unhealthy', '[::1]:8001 unhealthy'])
  reverse.replace(sites.slice(0, 1))
  expect(said()).toEqual(['[::1]:8001 forgotten'])
  reverse.close()
})

test('what a limit counted is given back, also when no route has one any more', async () => {
  const plain = route('4000')
  const limited = { ...plain, upstreams: [{ ...plain.upstreams[0]!, maxConnections: 1 }] }
  const reverse = createReverse([siteOf([limited])], random, reverseWorld())
  const { next } = upstreams(() => answer())
  const first = contextOf()
  await reverse.interceptor.handle(requestTo(), next, first)
  reverse.replace([siteOf([plain])])
  reverse.ended(first.id)
  reverse.replace([siteOf([limited])])
  expect(await reverse.interceptor.handle(requestTo(), next, contextOf())).toMatchObject({ head: { status: 200 } })
  reverse.close()
})

test('who waits goes on at once when the limit is gone', async () => {
  const plain = route('4000')
  const limited = route('4000', {
    queue: { size: 5, timeout: 100 },
    upstreams: [{ ...plain.upstreams[0]!, maxConnections: 1 }],
  })
  const reverse = createReverse([siteOf([limited])], random, reverseWorld())
  const { next } = upstreams(() => answer())
  await reverse.interceptor.handle(requestTo(), next, contextOf())
  const waiting = reverse.interceptor.handle(requestTo(), next, contextOf())
  reverse.replace([siteOf([plain])])
  expect(await waiting).toMatchObject({ head: { status: 200 } })
  reverse.close()
})

test('a site for TLS sends plain requests there before anybody else answers; others let them pass', async () => {
  const sites = [siteOf([route('4000')], { tls: { certificates: [], redirect: true } }), siteOf([route('4000')])]
  const reverse = createReverse(sites, random, reverseWorld())
  const { asked, next } = upstreams(() => answer())
  const ask = (site: number | undefined) => reverse.gate.handle(requestTo('http://x/any'), next, contextOf({ site }))
  expect(await ask(0)).toMatchObject({ head: { status: 308 } })
  expect(await ask(1)).toMatchObject({ head: { status: 200 } })
  expect(await ask(undefined)).toMatchObject({ head: { status: 200 } })
  expect(asked).toHaveLength(2)
  reverse.replace([siteOf([route('4000')])])
  expect(await ask(0)).toMatchObject({ head: { status: 200 } })
})

const breaker = { errorRate: 1, minimum: 99, window: 1000, consecutive: 1, open: 1000, probes: 1 }
const health = {
  type: 'tcp',
  path: '/',
  status: [200, 399],
  service: '',
  interval: 1000,
  timeout: 10,
  rise: 1,
  fall: 1,
  jitter: 0,
} as const

test('a breaker that is open stays open over a change of the routes', async () => {
  const world = reverseWorld()
  const site = siteOf([route('/a=4000', { breaker })])
  const reverse = createReverse([site], random, world)
  const { next } = upstreams(answer(500), answer())
  const ask = () => reverse.interceptor.handle(requestTo('http://x/a'), next, contextOf())
  await ask()
  reverse.replace([siteOf([...site.routes, route('/b=5000')])])
  expect(await ask()).toMatchObject({ failure: { code: 'breaker_open' } })
  world.clock.advance(1000)
  expect(await ask()).toMatchObject({ head: { status: 200 } })
  expect(healthOf(world.events).map((line) => line.split(':')[0])).toEqual(['/a open', '/a half-open', '/a closed'])
  reverse.close()
})

test('what is no more is told to be forgotten, and nothing else', async () => {
  const world = reverseWorld({ probe: async ({ port }) => (port === 4000 ? 'refused' : undefined) })
  const all = siteOf([
    route('/a=4000,4001', { health, breaker }),
    route('/b=5000', { health, breaker }),
    route('/c=6000'),
  ])
  const reverse = createReverse([all], random, world)
  const { next } = upstreams(() => answer(500))
  for (const path of ['a', 'b', 'c']) await reverse.interceptor.handle(requestTo(`http://x/${path}`), next, contextOf())
  const before = world.events.length
  const told = () => healthOf(world.events.splice(before))
  reverse.replace([all])
  expect(told()).toEqual([])
  // Another upstream, no checks, no breaker, no route.
  reverse.replace([siteOf([route('/a=4001', { health }), route('/b=5000', { breaker })])])
  expect(told()).toEqual([
    'http://localhost:5000 forgotten: its route has no health checks any more',
    '/a forgotten: its route has none any more',
    'http://localhost:4000 forgotten: its route leads there no more',
  ])
  reverse.replace([])
  expect(told()).toEqual(['http://localhost:4001 forgotten: its route is gone', '/b forgotten: its route is gone'])
  reverse.close()
})
