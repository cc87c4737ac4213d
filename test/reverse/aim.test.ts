import { expect, test } from 'vitest'
import { createAim, createRebase, hostFor } from '../../src/reverse/aim.ts'
import { Endpoint } from '../../src/reverse/endpoint.ts'
import { applyPatches } from '../../src/kit/patch.ts'
import type { RouteDefinition } from '../../src/model/route.ts'
import { requestTo, route } from '../support/reverse.ts'

const aimed = (definition: RouteDefinition, request = requestTo('http://site.test:8000/api/x?y=1')) => {
  const sent = createAim(definition, new Endpoint(definition.upstreams[0]!))(request)
  expect(applyPatches(request.head, sent.patches)).toEqual(sent.head)
  return sent
}

test('to a local upstream the head goes as it came', () => {
  const request = requestTo('http://site.test:8000/api/x?y=1')
  const sent = aimed(route('/api=4000'), request)
  expect(sent.head).toBe(request.head)
  expect(sent.patches).toBe(request.patches)
  expect(sent.target).toEqual({ scheme: 'http', host: 'localhost', port: 4000, path: '/api/x?y=1', protocol: 'auto' })
})

test('the prefix is taken off, or replaced by the path of the upstream', () => {
  expect(aimed(route('/api=4000', { stripPrefix: true })).target.path).toBe('/x?y=1')
  expect(aimed(route('/api=http://localhost:4000/v1')).target.path).toBe('/v1/x?y=1')
  expect(aimed(route('/api=http://localhost:4000/v1')).patches).toEqual([
    { op: 'set', index: -1, name: ':target', value: '/v1/x?y=1', before: '/api/x?y=1', cause: 'route' },
  ])
  expect(aimed(route('=/api/x=http://localhost:4000/v1')).target.path).toBe('/v1?y=1')
  expect(createRebase(route('http://h/'), '/')).toBeUndefined()
  expect(aimed(route('http://localhost:1/base')).target.path).toBe('/base/api/x?y=1')
  expect(createRebase(route('/api=1', { stripPrefix: true }), undefined)!('*')).toBe('*')
})

test('Host is kept for near upstreams and rewritten for others, or as the route says', () => {
  const name = (text: string, host?: RouteDefinition['host']) =>
    hostFor(route(text, host === undefined ? {} : { host }), new Endpoint(route(text).upstreams[0]!))
  expect(['3000', 'http://10.1.2.3', 'http://payments:80', 'http://a.internal'].map((one) => name(one))).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ])
  expect(name('https://api.example.com')).toBe('api.example.com')
  expect(name('http://8.8.8.8:81')).toBe('8.8.8.8:81')
  expect(name('https://api.example.com', 'keep')).toBeUndefined()
  expect(name('3000', 'rewrite')).toBe('localhost:3000')
  expect(name('3000', { name: 'x.test' })).toBe('x.test')
  expect(aimed(route('https://api.example.com')).head.fields).toEqual(['Host', 'api.example.com'])
})

test('over h2 the authority is what is rewritten', () => {
  const request = requestTo('https://site.test/', { version: '2', authority: 'site.test', scheme: 'https' })
  expect(aimed(route('https://api.example.com'), request).head).toMatchObject({
    authority: 'api.example.com',
    fields: [],
  })
  const { authority: _gone, ...bare } = request.head
  expect(aimed(route('3', { host: 'rewrite' }), { ...request, head: bare }).head.authority).toBe('localhost:3')
})

test('gRPC over TLS goes to a plain upstream as h2, since it has no other way', () => {
  const head = { version: '2' as const, authority: 'a', fields: ['content-type', 'application/grpc+proto'] }
  expect(aimed(route('3000'), requestTo('https://a/', head)).target.protocol).toBe('h2')
  expect(aimed(route('3000'), requestTo('https://a/', { version: '2' })).target.protocol).toBe('auto')
  expect(aimed(route('h2c://h:1')).target.protocol).toBe('h2')
})

test('an absolute target becomes a path, and what it names the Host', () => {
  const request = requestTo('http://site.test/x', { target: 'http://site.test/x', fields: ['Host', 'other'] })
  expect(aimed(route('3000'), request).head).toMatchObject({ target: '/x', fields: ['Host', 'site.test'] })
  expect(aimed(route('3000'), { ...request, head: { ...request.head, fields: [] } }).head.fields).toEqual([
    'Host',
    'site.test',
  ])
})
