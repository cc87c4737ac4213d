import { expect, test } from 'vitest'
import { createRouter } from '../../../src/engine/upstream/route.ts'
import { defaultOptions, type UpstreamOptions } from '../../../src/model/options.ts'

function router(options: Partial<UpstreamOptions>, env: Record<string, string> = {}) {
  const own: { host: string; port: number }[] = []
  const warnings: string[] = []
  const warn = (_code: string, message: string) => void warnings.push(message)
  return {
    own,
    warnings,
    route: createRouter({ ...defaultOptions.upstream, ...options }, { env, own: () => own, warn }),
  }
}

const http = (host: string, port = 80) => ({ scheme: 'http', host, port }) as const
const https = (host: string, port = 443) => ({ scheme: 'https', host, port }) as const
const proxy = { kind: 'url', url: 'http://proxy.test:3128', noProxy: 'inside.test' } as const

test('without a parent the way is direct', () => {
  expect(router({}).route(http('a.test'))).toEqual({ host: 'a.test', port: 80, absoluteForm: false })
})

test('plain http through an http parent is absolute-form, https and socks are tunnels', () => {
  const { route } = router({ parent: proxy })
  const parent = { scheme: 'http', host: 'proxy.test', port: 3128 }
  expect(route(http('a.test'))).toEqual({ host: 'a.test', port: 80, parent, absoluteForm: true })
  expect(route(https('a.test'))).toEqual({ host: 'a.test', port: 443, parent, absoluteForm: false })
  expect(route(http('inside.test')).parent).toBe(undefined)
  const socks = router({ parent: { ...proxy, url: 'socks5h://proxy.test' } })
  expect(socks.route(http('a.test')).absoluteForm).toBe(false)
})

test('a plain tunnel goes by CONNECT, through the parent of https', () => {
  const env = { http_proxy: 'http://plain.test:1', https_proxy: 'http://secure.test:2' }
  const { route } = router({}, env)
  expect(route(http('a.test', 22))).toMatchObject({ absoluteForm: true, parent: { host: 'plain.test' } })
  expect(route({ ...http('a.test', 22), tunnel: true })).toMatchObject({
    absoluteForm: false,
    parent: { host: 'secure.test' },
  })
})

test('loopback is direct, also where an option leads there', () => {
  const { route } = router({
    parent: proxy,
    connectTo: [{ host: 'moved.test', port: 0, toHost: 'localhost', toPort: 3000 }],
    resolve: [{ host: 'pinned.test', port: 443, addresses: ['127.0.0.1', '::1'] }],
  })
  expect(route(http('127.0.0.1')).parent).toBe(undefined)
  expect(route(https('moved.test'))).toEqual({ host: 'localhost', port: 3000, absoluteForm: false })
  expect(route(https('pinned.test')).parent).toBe(undefined)
  expect(route(http('pinned.test')).parent).toBeDefined()
})

test('a target moved by --connect-to is tunnelled even when it is plain', () => {
  const { route } = router({ parent: proxy, connectTo: [{ host: '', port: 0, toHost: 'b.test', toPort: 0 }] })
  expect(route(http('a.test'))).toMatchObject({ host: 'b.test', port: 80, absoluteForm: false })
})

test('a parent that is this proxy is ignored with one warning, also when it begins to listen later', () => {
  const { route, own, warnings } = router({}, { http_proxy: 'http://127.0.0.1:8080' })
  expect(route(http('a.test')).parent).toBeDefined()
  own.push({ host: '127.0.0.1', port: 8080 })
  expect(route(http('a.test')).parent).toBe(undefined)
  expect(route(http('b.test')).parent).toBe(undefined)
  expect(warnings).toEqual([
    'http_proxy points at this proxy itself (127.0.0.1:8080) and is ignored: connections go direct',
  ])
})
