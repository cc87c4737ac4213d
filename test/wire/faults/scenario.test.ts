/** A scenario, groups, fault headers and network conditions on real connections. */
import { expect, test } from 'vitest'
import { parseScenario } from '../../../src/kit/scenario.ts'
import type { ProxyEvent } from '../../../src/model/event.ts'
import { faultRule, tunnelThrough } from '../../support/faulty.ts'
import { startProxy, type TestProxy } from '../../support/proxy.ts'
import { rawClient, rawOrigin } from '../../support/raw.ts'

async function statusOf(proxy: TestProxy, path: string, fields = ''): Promise<string> {
  const client = await rawClient(proxy.port)
  client.send(`GET http://middlebox.test${path} HTTP/1.1\r\nHost: middlebox.test\r\n${fields}\r\n`)
  const text = await client.until(/^HTTP\/1\.1 \d+ .*\r\n(.+\r\n)*\r\n/)
  client.close()
  return /^HTTP\/1\.1 (\d+)/.exec(text)![1]!
}

const phased = (scenario: string) =>
  startProxy({
    rules: [faultRule('abort:503', { schedule: { phase: ['outage'] } })],
    scenario: parseScenario(scenario, 'test'),
  })

test('rules act in their phase, and the store and the events say where it stands', async () => {
  // No phase that is asked in ends meanwhile, however busy the machine is.
  await using proxy = await phased('steady 2s, outage')
  expect(proxy.session.store.phase()).toMatchObject({ name: 'steady', run: 0 })
  expect(await statusOf(proxy, '/status/204')).toBe('204')
  await proxy.event('phase', ({ name }) => name === 'outage')
  expect(await statusOf(proxy, '/status/204')).toBe('503')

  await using over = await phased('outage 20ms, recover')
  await over.event('phase', ({ name }) => name === 'recover')
  expect(await statusOf(over, '/status/204')).toBe('204')
  const phases = over.events.filter((event): event is Extract<ProxyEvent, { type: 'phase' }> => event.type === 'phase')
  expect(phases.map(({ name }) => name)).toEqual(['recover'])
  expect(over.session.store.phase()).toMatchObject({ name: 'recover', run: 1 })
})

test('rules of one group fail together', async () => {
  const group = { name: 'db', period: 60_000 }
  const rule = (name: string, path: string) => ({
    ...faultRule(`abort:503 ~u ${path}`, { name, chance: 0.5, group }),
  })
  for (const seed of ['01', '02', '03', '04']) {
    await using proxy = await startProxy({ seed, rules: [rule('a', '/status/201'), rule('b', '/status/202')] })
    const [a, b] = [await statusOf(proxy, '/status/201'), await statusOf(proxy, '/status/202')]
    expect([a === '503', a === '503']).toEqual([b === '503', (await statusOf(proxy, '/status/201')) === '503'])
  }
})

test('fault headers are honoured where that is allowed, and pass untouched where it is not', async () => {
  const fields = 'X-Envoy-Fault-Abort-Request: 503\r\n'
  await using allowed = await startProxy({ allowFaultHeaders: true })
  expect(await statusOf(allowed, '/headers', fields)).toBe('503')
  expect(await allowed.ended()).toMatchObject({
    outcome: 'fault',
    rules: [{ name: '--allow-fault-headers', actions: ['answer 503'] }],
    faults: [{ name: 'abort', attributes: { status: 503 } }],
  })
  await using refused = await startProxy()
  expect(await statusOf(refused, '/headers', fields)).toBe('200')
  expect((await refused.ended()).faults).toEqual([])
})

test('a throttled link holds for tunnels too, and without a network none is opened', async () => {
  await using origin = await rawOrigin((connection) => connection.send('x'.repeat(30_000)))
  const conditions = { down: 100_000, up: 100_000, latency: 0, jitter: 0, origin: '--throttle' }
  await using slow = await startProxy({ conditions, ignoreHosts: ['.'] })
  const since = performance.now()
  const client = await tunnelThrough(slow, `127.0.0.1:${origin.port}`)
  await client.until(/x{30000}$/)
  // 30 kB at 100 kB/s, less the burst of 5 kB.
  expect(performance.now() - since).toBeGreaterThan(230)
  client.close()

  await using offline = await startProxy({ conditions: { ...conditions, down: 0, up: 0 }, ignoreHosts: ['.'] })
  const refused = await tunnelThrough(offline, `127.0.0.1:${origin.port}`)
  expect(await refused.until(/there is no network \(--throttle\)/)).toMatch(/^HTTP\/1\.1 502 /)
  refused.close()
})
