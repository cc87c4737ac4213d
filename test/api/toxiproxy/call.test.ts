import { expect, test } from 'vitest'
import { named, shownProxy, shownToxic } from '../../../src/api/toxiproxy/call.ts'
import { fakeProxies } from '../../support/tcp-proxies.ts'

const toxic = { name: 't', type: 'timeout', stream: 'upstream', toxicity: 0.5, attributes: { timeout: 0 } } as const

test('a proxy is found by the name in the path', async () => {
  const proxies = fakeProxies()
  const made = await proxies.create('a', { listen: 'x:1', upstream: 'x:2', enabled: false })
  expect(named({ proxies, body: '', proxy: 'a', toxic: '' })).toBe(made)
  expect(() => named({ proxies, body: '', proxy: 'b', toxic: '' })).toThrow('proxy not found')
})

test('what is shown, in the order in which Toxiproxy writes it', async () => {
  const proxy = await fakeProxies().create('a', { listen: 'x:1', upstream: 'x:2', enabled: false })
  proxy.put(toxic)
  expect(JSON.stringify(shownToxic(toxic))).toBe(
    '{"attributes":{"timeout":0},"name":"t","type":"timeout","stream":"upstream","toxicity":0.5}',
  )
  expect(JSON.stringify(shownProxy(proxy))).toBe(
    `{"name":"a","listen":"x:1","upstream":"x:2","enabled":false,"toxics":[${JSON.stringify(shownToxic(toxic))}]}`,
  )
})
