import { expect, test } from 'vitest'
import { chooseFor } from '../../src/clients/choose.ts'
import { ruby } from '../../src/clients/ruby.ts'

const target = { scheme: 'https', host: 'api.example.com', port: 443 } as const

test.each([
  ['example.com', 'direct'],
  ['.example.com', 'direct'],
  ['.api.example.com', 'proxy'],
  ['example.com:443', 'direct'],
  ['example.com:80', 'proxy'],
  ['a.test example.com', 'direct'],
  ['*', 'proxy'],
])('no_proxy=%s goes %s', (no_proxy, route) => {
  expect(chooseFor(ruby, target, { http_proxy: 'http://p:1', no_proxy }).route).toBe(route)
})

test('http_proxy serves https too, and loopback is direct', () => {
  expect(chooseFor(ruby, target, { https_proxy: 'http://p:1' }).route).toBe('direct')
  expect(chooseFor(ruby, { ...target, host: 'localhost' }, { http_proxy: 'http://p:1' }).route).toBe('direct')
  expect(
    chooseFor(ruby, { ...target, host: '10.1.2.3' }, { http_proxy: 'http://p:1', no_proxy: '10.0.0.0/8' }).route,
  ).toBe('direct')
})
