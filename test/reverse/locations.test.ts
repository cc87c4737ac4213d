import { expect, test } from 'vitest'
import { createLocations, mapLocation } from '../../src/reverse/locations.ts'
import { createDispatch } from '../../src/reverse/dispatch.ts'
import { Pool, endpointsFor } from '../../src/reverse/pool.ts'
import { compose } from '../../src/pipeline/compose.ts'
import type { RouteDefinition } from '../../src/model/route.ts'
import { answer, contextOf, requestTo, reverseWorld, route, upstreams } from '../support/reverse.ts'

async function changed(definition: RouteDefinition, fields: string[], url = 'https://site.test/api/x') {
  const interceptor = createLocations(definition, endpointsFor(definition, new Map()))
  if (interceptor === undefined) return undefined
  const verdict = await interceptor.handle(requestTo(url), upstreams(answer(302, fields)).next, contextOf())
  return verdict.kind === 'respond' ? verdict.head.fields.filter((_, index) => index % 2 === 1) : undefined
}

const remote = route('/api=https://api.example.com/v1')

test('off where the upstream sees what the client asked for', async () => {
  expect(await changed(route('3000'), [])).toBeUndefined()
  expect(await changed({ ...remote, locations: false }, [])).toBeUndefined()
  expect(await changed(route('3000', { locations: true }), ['Location', 'http://localhost:3000/a'])).toEqual([
    'https://site.test/a',
  ])
})

test('what names the upstream names the site', async () => {
  const fields = [
    'Location',
    'https://api.example.com/v1/login?a=1#b',
    'Content-Location',
    '/v1/x',
    'Refresh',
    '5; url=https://api.example.com/v1/',
  ]
  expect(await changed(remote, fields)).toEqual([
    'https://site.test/api/login?a=1#b',
    '/api/x',
    '5; url=https://site.test/api/',
  ])
})

test('an upstream on this machine may call itself by any loopback name', async () => {
  const local = route('/api=http://127.0.0.1:3000/')
  for (const place of ['http://localhost:3000/a', '//[::1]:3000/a'])
    expect(await changed(local, ['Location', place])).toEqual(['https://site.test/api/a'])
  expect(await changed(local, ['Location', 'http://localhost:3001/a'])).toEqual(['http://localhost:3001/a'])
})

test('an upstream that is sent a name of its own may speak of itself by it', async () => {
  const named = route('3000', { host: { name: 'New.test' } })
  for (const place of ['http://new.test/k', 'https://new.test/k', '//new.test/k'])
    expect(await changed(named, ['Location', place])).toEqual(['https://site.test/k'])
  expect(await changed(named, ['Location', 'http://new.test:8080/k', 'Set-Cookie', 'a=1; Domain=new.test'])).toEqual([
    'http://new.test:8080/k',
    'a=1',
  ])
})

test('other places stay what they are', async () => {
  for (const place of ['https://other.example/', '//cdn.example/x', 'relative', 'mailto:a@b', '/other', ''])
    expect(await changed(remote, ['Location', place])).toEqual([place])
})

test('a stripped prefix is put back, unless the upstream knows it', async () => {
  const stripped = route('/api=3000', { stripPrefix: true })
  expect(await changed(stripped, ['Location', '/login'])).toEqual(['/api/login'])
  expect(await changed(stripped, ['Location', '/api/login'])).toEqual(['/api/login'])
  expect(await changed(stripped, ['Location', '/'])).toEqual(['/api/'])
  expect(
    mapLocation('http://site.test/login', requestTo('http://site.test/'), [], {
      scheme: 'http',
      host: 'a',
      port: 80,
      rebased: { prefix: '/api', base: '/' },
    }),
  ).toBe('http://site.test/api/login')
})

test('each upstream has paths of its own', async () => {
  const mixed = route('/api=http://a.example.com/v1')
  const definition = { ...mixed, upstreams: [...mixed.upstreams, ...route('http://b.example.com/v2').upstreams] }
  const endpoints = endpointsFor(definition, new Map())
  const pool = new Pool(definition, endpoints, reverseWorld())
  const chain = [
    createLocations(definition, endpoints)!,
    createDispatch(definition, { pool, slots: undefined, queue: undefined }),
  ]
  const fields = ['Location', '/v2/x', 'Content-Location', 'http://a.example.com/v1/x', 'Set-Cookie', 'a=1; Path=/v2']
  const handle = compose(chain, upstreams(() => answer(302, fields)).next)
  const seen: unknown[] = []
  for (let times = 0; times < 2; times++) {
    const verdict = await handle(requestTo('https://site.test/api/x'), contextOf())
    seen.push(verdict.kind === 'respond' && verdict.head.fields.filter((_, index) => index % 2 === 1))
  }
  expect(seen).toEqual([
    ['/v2/x', 'https://site.test/api/x', 'a=1; Path=/v2'],
    ['/api/x', 'https://site.test/api/x', 'a=1; Path=/api'],
  ])
})

test('a cookie for all of an upstream is for the prefix itself too', async () => {
  const stripped = route('/api=3000', { stripPrefix: true })
  expect(await changed(stripped, ['Set-Cookie', 'a=1; Path=/', 'Set-Cookie', 'b=2; Path=/x/'])).toEqual([
    'a=1; Path=/api',
    'b=2; Path=/api/x/',
  ])
})

test('cookies belong to the site, below the prefix', async () => {
  const cookie = 'a=1; Domain=.example.com; Path=/v1/x; Secure'
  expect(await changed(remote, ['Set-Cookie', cookie, 'set-cookie', 'b=2; Domain=other.test; HttpOnly'])).toEqual([
    'a=1; Path=/api/x; Secure',
    'b=2; Domain=other.test; HttpOnly',
  ])
})
