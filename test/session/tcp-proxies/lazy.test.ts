import { expect, test } from 'vitest'
import { createFakeClock } from '../../../src/kit/clock.ts'
import { defaultOptions } from '../../../src/model/options.ts'
import type { RawProxyOptions } from '../../../src/engine/raw-proxy.ts'
import { lazyTcpProxies } from '../../../src/session/tcp-proxies/lazy.ts'

function lazily() {
  const warnings: string[] = []
  const opened: RawProxyOptions[] = []
  const engine = {
    openRaw: async (options: RawProxyOptions) => {
      opened.push(options)
      const traffic = { upstream: { received: 0, sent: 0 }, downstream: { received: 0, sent: 0 } }
      return { address: options.host, port: options.port, traffic: () => traffic, stop() {}, close() {} }
    },
  }
  const world = {
    env: { ALL_PROXY: 'http://parent.test:1' },
    clock: createFakeClock(),
    own: () => [],
    warn: (code: string) => void warnings.push(code),
  }
  return { get: lazyTcpProxies({ ...defaultOptions, seed: '00' }, engine, world), warnings, opened }
}

test('they are made once', async () => {
  const { get } = lazily()
  expect(await get()).toBe(await get())
})

test('a listener that others reach is warned of, one on loopback is not', async () => {
  const { get, warnings } = lazily()
  const proxies = await get()
  await proxies.create('a', { listen: 'localhost:1', upstream: 'x:1', enabled: true })
  expect(warnings).toEqual([])
  await proxies.create('b', { listen: ':1', upstream: 'x:1', enabled: true })
  expect(warnings).toEqual(['open_listener'])
})

test('they do not go through a parent proxy', async () => {
  const { get, opened } = lazily()
  const proxies = await get()
  await proxies.create('a', { listen: 'localhost:1', upstream: 'x:1', enabled: true })
  const target = { scheme: 'http', host: 'x.test', port: 1, alpn: [], tunnel: true } as const
  expect(opened[0]!.dialler.key(target)).not.toContain('parent.test')
})
