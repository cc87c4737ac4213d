/** Clients of pools that leave, wait for 100 Continue, or stand in a queue: none of it is an upstream's fault, or another client's loss. */
import { expect, test } from 'vitest'
import type { RouteDefinition } from '../../../src/model/route.ts'
import { rawClient } from '../../support/raw.ts'
import { healthOf, route, siteOf, startReverse } from '../../support/reverse.ts'
import { type Service, ask, startService } from '../../support/service.ts'

const breaker = { errorRate: 0.5, minimum: 20, window: 10_000, consecutive: 2, open: 20, probes: 1 }

const limited = (text: string, maxConnections: number, more: Partial<RouteDefinition> = {}): RouteDefinition => {
  const plain = route(text, { queue: { size: 100, timeout: 3000 }, ...more })
  return { ...plain, upstreams: plain.upstreams.map((one) => ({ ...one, maxConnections })) }
}

/** Answers nothing; resolves when it is asked. */
function silence(service: Service): Promise<void> {
  return new Promise((resolve) => (service.answer = () => resolve()))
}

async function leave(port: number, asked: Promise<void>): Promise<void> {
  const client = await rawClient(port)
  client.send('GET / HTTP/1.1\r\nHost: x\r\n\r\n')
  await asked
  client.socket.resetAndDestroy()
}

test('clients that leave neither eject an upstream nor open a breaker', async () => {
  await using a = await startService('a')
  await using b = await startService('b')
  await using proxy = await startReverse([route(`/=127.0.0.1:${a.port},127.0.0.1:${b.port}`, { breaker })])
  for (let times = 0; times < 8; times++) {
    await leave(proxy.port, Promise.race([silence(a), silence(b)]))
    expect(await proxy.ended(times)).toMatchObject({ outcome: 'client_abort', attempts: [] })
  }
  a.answer = b.answer = undefined
  expect([(await ask(proxy.port)).status, (await ask(proxy.port)).status]).toEqual([200, 200])
  expect(healthOf(proxy.events)).toEqual([])
})

test('a probe of a breaker whose client leaves makes room for the next one', async () => {
  await using a = await startService('a')
  a.answer = (_, response) => response.writeHead(500).end()
  await using proxy = await startReverse([route(`${a.port}`, { breaker })])
  await ask(proxy.port)
  await ask(proxy.port)
  const asked = silence(a)
  const trying = async (): Promise<void> => {
    const client = await rawClient(proxy.port)
    client.send('GET / HTTP/1.1\r\nHost: x\r\n\r\n')
    const answered = client.until(/503/).then(trying)
    await Promise.race([asked, answered])
    client.socket.resetAndDestroy()
  }
  await trying()
  await proxy.event('end', ({ outcome }) => outcome === 'client_abort')
  a.answer = undefined
  expect((await ask(proxy.port)).status).toBe(200)
  expect(healthOf(proxy.events).at(-1)).toBe('/ closed: a probe succeeded')
})

test('100 Continue comes from the upstream of a pool too', async () => {
  await using a = await startService('a')
  await using b = await startService('b')
  await using proxy = await startReverse([route(`/=127.0.0.1:${a.port},127.0.0.1:${b.port}`)])
  const client = await rawClient(proxy.port)
  client.send('POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n')
  await client.until(/^HTTP\/1.1 100 Continue\r\n\r\n/)
  client.send('hello')
  expect(await client.until(/x-service/)).toContain('HTTP/1.1 200 OK')
  client.close()
})

test('pipelined requests do not take the places of those who wait', async () => {
  await using a = await startService('a')
  await using proxy = await startReverse([limited(`${a.port}`, 2)])
  const one = 'GET / HTTP/1.1\r\nHost: x\r\n\r\n'
  const last = one.replace('\r\n\r\n', '\r\nConnection: close\r\n\r\n')
  const got = await Promise.all(
    Array.from({ length: 10 }, async () => {
      const client = await rawClient(proxy.port)
      client.send(one.repeat(9) + last)
      const { text } = await client.ended()
      client.close()
      return text.match(/HTTP\/1\.1 \d+/g)
    }),
  )
  expect(got.flat()).toEqual(Array.from({ length: 100 }, () => 'HTTP/1.1 200'))
})

test('who waits when routes change goes on waiting, and is answered', async () => {
  await using a = await startService('a')
  const held = Promise.withResolvers<() => void>()
  a.answer = (_, response) => held.resolve(() => response.end('first'))
  await using proxy = await startReverse([limited(`${a.port}`, 1)])
  const first = ask(proxy.port)
  const release = await held.promise
  const second = ask(proxy.port, '/second')
  await proxy.event('request', ({ url }) => url.endsWith('/second'))
  proxy.session.reverse.replace([siteOf([limited(`${a.port}`, 1)])])
  a.answer = undefined
  release()
  expect([(await first).text, (await second).text]).toEqual(['first', 'a'])
})
