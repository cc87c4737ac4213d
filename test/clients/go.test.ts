import { expect, test } from 'vitest'
import { chooseFor } from '../../src/clients/choose.ts'
import { go } from '../../src/clients/go.ts'

const target = { scheme: 'https', host: 'api.example.com', port: 443 } as const

/** As the examples in httpproxy's documentation have it. */
test.each([
  ['example.com', 'direct'],
  ['.example.com', 'direct'],
  ['.api.example.com', 'proxy'],
  ['*.example.com', 'direct'],
  ['example.com:443', 'direct'],
  ['example.com:8443', 'proxy'],
  ['a.test,*', 'direct'],
  ['a.test example.com', 'proxy'],
  ['ample.com', 'proxy'],
])('NO_PROXY=%s goes %s', (NO_PROXY, route) => {
  expect(chooseFor(go, target, { HTTPS_PROXY: 'http://p:1', NO_PROXY }).route).toBe(route)
})

test('networks of both families are read, and capitals win', () => {
  const env = { HTTPS_PROXY: 'http://p:1', https_proxy: 'http://q:1', NO_PROXY: '10.0.0.0/8,fd00::/8' }
  expect(chooseFor(go, { ...target, host: '10.1.2.3' }, env).route).toBe('direct')
  expect(chooseFor(go, { ...target, host: 'fd12::1' }, env).route).toBe('direct')
  expect(chooseFor(go, { ...target, host: '11.1.2.3' }, env)).toMatchObject({
    route: 'proxy',
    proxy: { name: 'HTTPS_PROXY' },
  })
})
