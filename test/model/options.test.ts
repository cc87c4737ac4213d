/** The defaults are promised in the manual: a change here is a change of the product. */
import { expect, test } from 'vitest'
import { defaultOptions } from '../../src/model/options.ts'

test('Middlebox listens on loopback alone, verifies upstreams, and is strict about framing', () => {
  expect(defaultOptions.listen).toEqual([{ mode: 'forward', host: '127.0.0.1', port: 8080 }])
  expect(defaultOptions.allowClients).toEqual([])
  expect(defaultOptions.upstream).toMatchObject({ parent: { kind: 'env' }, insecure: false, connectTimeout: 30_000 })
  expect(defaultOptions.framing).toBe('strict')
})

test('the limits are those of the manual', () => {
  expect(defaultOptions.limits).toEqual({
    headBytes: 64 * 1024,
    fieldCount: 200,
    targetBytes: 16 * 1024,
    headTimeout: 30_000,
    keepAliveTimeout: 75_000,
    upstreamIdleTimeout: 30_000,
    connections: 10_000,
  })
  expect(defaultOptions.history).toEqual({ maxExchanges: 10_000, maxMemory: 256 * 2 ** 20, maxBody: 2 ** 20 })
})
