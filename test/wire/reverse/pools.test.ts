/** Pools over real sockets: upstreams that are killed under load, restarted, slow, or silent. */
import { createServer } from 'node:http'
import { createServer as createHttp2 } from 'node:http2'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { usualRetry } from '../../../src/reverse/retry.ts'
import { route, startReverse, healthOf } from '../../support/reverse.ts'
import { ask, startService } from '../../support/service.ts'

const health = {
  type: 'http',
  path: '/healthz',
  status: [200, 399],
  service: '',
  interval: 100,
  timeout: 1_000,
  rise: 1,
  fall: 2,
  jitter: 0,
} as const

test('one of three is killed under load: no safe request fails, and it comes back', async () => {
  await using a = await startService('a')
  await using b = await startService('b')
  await using c = await startService('c')
  await using proxy = await startReverse([
    route(`/=127.0.0.1:${a.port},127.0.0.1:${b.port},127.0.0.1:${c.port}`, { health }),
  ])
  const statuses: number[] = []
  let running = true
  const load = Array.from({ length: 8 }, async () => {
    while (running) statuses.push((await ask(proxy.port)).status)
  })
  await proxy.ended(30)
  const killedAt = performance.now()
  await b.kill()
  await proxy.event('health', ({ state }) => state === 'unhealthy')
  const ejectedIn = performance.now() - killedAt
  b.asked.length = 0
  await b.restart()
  while (!b.asked.includes('GET /')) await ask(proxy.port)
  running = false
  await Promise.all(load)
  expect(statuses.length).toBeGreaterThan(20)
  expect(statuses.filter((status) => status !== 200)).toEqual([])
  expect(ejectedIn).toBeLessThan(2000)
  expect(proxy.session.store.health.list().map(({ state }) => state)).toEqual(['healthy', 'healthy', 'healthy'])
})

test('a killed upstream is out within two intervals, and costs no safe request and at most 1 % of the others', async () => {
  await using a = await startService('a')
  await using b = await startService('b')
  await using c = await startService('c')
  const interval = 250
  await using proxy = await startReverse([
    route(`/=127.0.0.1:${a.port},127.0.0.1:${b.port},127.0.0.1:${c.port}`, { health: { ...health, interval } }),
  ])
  const got = { GET: [] as number[], POST: [] as number[] }
  let running = true
  const load = Array.from({ length: 8 }, async (_, client) => {
    const method = client % 2 === 0 ? 'GET' : 'POST'
    while (running)
      got[method].push((await ask(proxy.port, '/', { method, ...(method === 'POST' && { body: 'x' }) })).status)
  })
  await proxy.ended(100)
  const killedAt = performance.now()
  await b.kill()
  await proxy.event('health', ({ upstream, state }) => upstream!.endsWith(`:${b.port}`) && state === 'unhealthy')
  const ejectedIn = performance.now() - killedAt
  await proxy.ended(1000)
  running = false
  await Promise.all(load)
  expect(ejectedIn).toBeLessThan(2 * interval)
  expect(got.GET.filter((status) => status !== 200)).toEqual([])
  expect(got.POST.filter((status) => status !== 200).length).toBeLessThanOrEqual(got.POST.length / 100)
})

test('failed tries are shown as attempts, with the upstream that answered', async () => {
  await using a = await startService('a')
  await using b = await startService('b')
  await using proxy = await startReverse([route(`/=127.0.0.1:${a.port},127.0.0.1:${b.port}`)])
  await a.kill()
  expect((await ask(proxy.port)).text).toBe('b')
  expect(await proxy.ended()).toMatchObject({
    outcome: 'complete',
    upstream: { port: b.port },
    attempts: [{ port: a.port, failure: { code: 'connect_refused' } }],
  })
})

test('a POST whose upstream died in the middle is not sent twice', async () => {
  await using a = await startService('a')
  await using b = await startService('b')
  a.answer = (request) => void request.socket.destroy()
  await using proxy = await startReverse([route(`/=127.0.0.1:${a.port},127.0.0.1:${b.port}`)])
  expect((await ask(proxy.port, '/', { method: 'POST', body: 'x' })).status).toBe(502)
  expect([a.asked, b.asked]).toEqual([['POST /'], []])
})

test('a silent upstream is given up after its time, and the next one asked', async () => {
  await using a = await startService('a')
  await using b = await startService('b')
  a.answer = () => {}
  const timeouts = { response: 50 }
  await using proxy = await startReverse([route(`/=127.0.0.1:${a.port},127.0.0.1:${b.port}`, { timeouts })])
  expect((await ask(proxy.port)).text).toBe('b')
  expect((await proxy.ended()).attempts).toMatchObject([{ port: a.port, failure: { code: 'upstream_timeout' } }])
  await using alone = await startReverse([route(`${a.port}`, { timeouts })])
  expect(await ask(alone.port)).toMatchObject({ status: 504, text: expect.stringContaining('within 50 ms') })
})

test('silence inside a body ends it', async () => {
  await using a = await startService('a')
  a.answer = (_, response) => {
    response.setHeader('content-length', 10)
    response.write('12345')
  }
  await using proxy = await startReverse([route(`${a.port}`, { timeouts: { idle: 50 } })])
  await expect(ask(proxy.port)).rejects.toThrow()
  expect(await proxy.ended()).toMatchObject({ outcome: 'upstream_error', error: { code: 'upstream_timeout' } })
})

test('an injected refusal is retried, counted, and opens the breaker', async () => {
  await using a = await startService('a')
  await using proxy = await startReverse(
    [
      route(`${a.port}`, {
        retry: { attempts: 2, statuses: [], backoff: 0, maxBackoff: 0, budget: 1, maxBody: 0 },
        breaker: { errorRate: 1, minimum: 100, window: 1000, consecutive: 4, open: 60_000, probes: 1 },
      }),
    ],
    {},
    {
      rules: [
        {
          name: 'down',
          match: '',
          enabled: true,
          chance: 1,
          do: [{ action: 'fault', attributes: { fault: 'connect_refused', values: {}, stream: 'downstream' } }],
        },
      ],
    },
  )
  const codes: (string | undefined)[] = []
  for (let times = 0; times < 3; times++) {
    await ask(proxy.port)
    const exchange = await proxy.ended(times)
    codes.push(`${exchange.error?.code} after ${exchange.attempts.length}`)
    // Whom the fault names is the upstream, and not the site that the client asked.
    if (times === 0) expect(exchange.error?.message).toMatch(`localhost:${a.port} refused the connection`)
  }
  expect(codes).toEqual(['connect_refused after 2', 'connect_refused after 2', 'breaker_open after 0'])
  expect(healthOf(proxy.events)).toEqual(['/ open: 4 failures in a row'])
  expect(a.asked).toEqual([])
})

test.each(['http', 'h2c'])('a connection over %s that a fault resets is tried again, and counted', async (scheme) => {
  const server = scheme === 'http' ? createServer() : createHttp2()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  await using _closing = { [Symbol.asyncDispose]: async () => void server.close() }
  await using proxy = await startReverse(
    [
      route(`${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`, {
        retry: { attempts: 2, statuses: [], backoff: 0, maxBackoff: 0, budget: 1, maxBody: 0 },
        breaker: { errorRate: 1, minimum: 100, window: 1000, consecutive: 2, open: 60_000, probes: 1 },
      }),
    ],
    {},
    {
      rules: [
        {
          name: 'cut',
          match: '',
          enabled: true,
          chance: 1,
          do: [{ action: 'fault', attributes: { fault: 'reset_peer', values: { timeout: 0 }, stream: 'upstream' } }],
        },
      ],
    },
  )
  await ask(proxy.port)
  expect(await proxy.ended()).toMatchObject({
    outcome: 'fault',
    error: { code: 'injected_reset', leg: 'upstream' },
    attempts: [{ failure: { code: 'injected_reset' } }, { failure: { code: 'injected_reset' } }],
  })
  await ask(proxy.port)
  expect((await proxy.ended(1)).error?.code).toBe('breaker_open')
})

test('maxConnections and a queue: one after the other, none lost', async () => {
  await using a = await startService('a')
  let running = 0
  let most = 0
  a.answer = (_, response) => {
    most = Math.max(most, ++running)
    setImmediate(() => {
      running--
      response.end('a')
    })
  }
  const limited = route(`${a.port}`, { queue: { size: 50, timeout: 5000 } })
  await using proxy = await startReverse([
    { ...limited, upstreams: limited.upstreams.map((one) => ({ ...one, maxConnections: 2 })) },
  ])
  const got = await Promise.all(Array.from({ length: 20 }, () => ask(proxy.port)))
  expect(got.filter(({ status }) => status !== 200)).toEqual([])
  expect(most).toBeLessThanOrEqual(2)
})

test('other routes while requests run: none is lost', async () => {
  await using a = await startService('a')
  await using b = await startService('b')
  await using proxy = await startReverse([route(`${a.port}`)])
  const site = (port: number) => ({
    host: '',
    port: 0,
    routes: [route(`${port}`)],
    tls: { certificates: [] },
    where: '',
  })
  let running = true
  const got: string[] = []
  const load = Array.from({ length: 4 }, async () => {
    while (running) got.push((await ask(proxy.port)).text)
  })
  for (let times = 0; times < 10; times++) {
    proxy.session.reverse.replace([site(times % 2 === 0 ? b.port : a.port)])
    await ask(proxy.port)
  }
  running = false
  await Promise.all(load)
  expect(new Set(got)).toEqual(new Set(['a', 'b']))
})

test('hedging: the quick one of two answers, whichever was asked first, and the other is shown as given up', async () => {
  await using a = await startService('a')
  await using b = await startService('b')
  const held: (() => void)[] = []
  a.answer = (_, response) => void held.push(() => response.end('a'))
  await using proxy = await startReverse([
    route(`/=127.0.0.1:${a.port},127.0.0.1:${b.port}`, { hedge: { after: 30, max: 1 } }),
  ])
  expect((await ask(proxy.port)).text).toBe('b')
  expect(await proxy.ended()).toMatchObject({
    outcome: 'complete',
    upstream: { port: b.port },
    attempts: [{ port: a.port, failure: { code: 'upstream_unwanted' } }],
  })
  // Asked second, it may still be reached first: the connection to the other was closed.
  b.answer = () => {
    a.answer = (_, response) => response.end('a')
    for (const release of held) release()
  }
  expect((await ask(proxy.port)).text).toBe('a')
  expect(await proxy.ended(1)).toMatchObject({
    outcome: 'complete',
    upstream: { port: a.port },
    attempts: [{ port: b.port }],
  })
})

test('hedging: a second try that fails says nothing of the first, which is waited for', async () => {
  await using a = await startService('a')
  await using b = await startService('b')
  await b.kill()
  const retry = false
  a.answer = (_, response) => void proxy.event('attempt', () => true).then(() => response.end('a'))
  await using proxy = await startReverse([
    route(`/=127.0.0.1:${a.port},127.0.0.1:${b.port}`, { hedge: { after: 60, max: 1 }, retry }),
  ])
  expect((await ask(proxy.port)).text).toBe('a')
  const { upstream, attempts, legs, timings } = await proxy.ended()
  expect(upstream).toMatchObject({ port: a.port })
  expect(attempts).toMatchObject([{ port: b.port, failure: { code: 'connect_refused' } }])
  expect(legs[1]).toMatchObject({ response: { status: 200 } })
  expect(timings.wait).toBeGreaterThan(50)
})

test('tries have their own times and addresses, and the fault that made one fail is told', async () => {
  await using a = await startService('a')
  const statuses = [503]
  let times = 0
  a.answer = (_, response) => {
    if (++times === 1) response.writeHead(503).end('no')
    else if (times === 3) response.end('yes')
  }
  await using proxy = await startReverse([
    route(`${a.port}`, { retry: { ...usualRetry, statuses }, timeouts: { response: 50 } }),
  ])
  expect((await ask(proxy.port)).text).toBe('yes')
  const { attempts, upstream } = await proxy.ended()
  const at = { address: '127.0.0.1', port: a.port }
  expect(attempts).toMatchObject([
    { ...at, failure: { code: 'upstream_status' }, timings: { connect: expect.any(Number), wait: expect.any(Number) } },
    { ...at, failure: { code: 'upstream_timeout' }, timings: { send: expect.any(Number) } },
  ])
  expect(attempts[1]!.timings.wait).toBeGreaterThan(40)
  expect(upstream).toMatchObject(at)
})

test('a PUT that does not say how long it is goes again in full when its upstream dies over it', async () => {
  await using a = await startService('a')
  await using b = await startService('b')
  const bodies: string[] = []
  a.answer = (request) => void request.once('data', () => request.socket.resetAndDestroy())
  b.answer = (request, response) => {
    let text = ''
    request.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
    request.on('end', () => response.end(String(bodies.push(text))))
  }
  await using proxy = await startReverse([route(`/=127.0.0.1:${a.port},127.0.0.1:${b.port}`)])
  const headers = { 'transfer-encoding': 'chunked' }
  const body = 'x'.repeat(30_000)
  const got = [await ask(proxy.port, '/', { method: 'PUT', headers, body })]
  got.push(await ask(proxy.port, '/', { method: 'PUT', headers, body }))
  expect(got.map(({ status }) => status)).toEqual([200, 200])
  expect(bodies).toEqual([body, body])
  expect(a.asked).toContain('PUT /')
})
