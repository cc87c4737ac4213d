/** Network conditions over real sockets: what a client measures. */
import { expect, test } from 'vitest'
import { createConditions } from '../../src/pipeline/conditions.ts'
import { systemClock } from '../../src/kit/clock.ts'
import { startProxy } from '../support/proxy.ts'
import { answering, rawClient, rawOrigin } from '../support/raw.ts'
import { ruleOf } from '../support/rules.ts'

test('a download goes as fast as the link, head included', async () => {
  const body = 'x'.repeat(60_000)
  await using origin = await rawOrigin(answering(`HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n${body}`))
  await using proxy = await startProxy({}, [
    createConditions({ down: 200_000, up: 200_000, latency: 0, jitter: 0, origin: '--throttle' }, systemClock, '00'),
  ])
  const client = await rawClient(proxy.port)
  const start = performance.now()
  client.send(`GET http://127.0.0.1:${origin.port}/ HTTP/1.1\r\nHost: 127.0.0.1:${origin.port}\r\n\r\n`)
  const text = await client.until((all) => all.endsWith(body))
  const took = performance.now() - start
  expect(text.startsWith('HTTP/1.1 200 OK\r\nContent-Length: 60000\r\n\r\n')).toBe(true)
  // 60 kB at 200 kB/s, less the burst of 10 kB; a busy machine may only be slower.
  expect(took).toBeGreaterThan(240)
  const exchange = await proxy.ended()
  expect(exchange.outcome).toBe('complete')
  client.close()
})

test('latency comes once, before the answer', async () => {
  await using origin = await rawOrigin(answering('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'))
  await using proxy = await startProxy({}, [
    createConditions({ latency: 150, jitter: 0, origin: '--latency' }, systemClock, '00'),
  ])
  const client = await rawClient(proxy.port)
  const start = performance.now()
  client.send(`GET http://127.0.0.1:${origin.port}/ HTTP/1.1\r\nHost: 127.0.0.1:${origin.port}\r\n\r\n`)
  await client.until(/ok$/)
  expect(performance.now() - start).toBeGreaterThan(149)
  client.close()
})

test('offline: nothing is dialled, and the answer says so', async () => {
  await using origin = await rawOrigin()
  await using proxy = await startProxy({}, [
    createConditions({ down: 0, up: 0, latency: 0, jitter: 0, origin: '--throttle' }, systemClock, '00'),
  ])
  const client = await rawClient(proxy.port)
  client.send(`GET http://127.0.0.1:${origin.port}/ HTTP/1.1\r\nHost: 127.0.0.1:${origin.port}\r\n\r\n`)
  expect(await client.until(/no network/)).toMatch(/^HTTP\/1\.1 502 .*there is no network \(--throttle\)/s)
  expect(origin.connections.length).toBe(0)
  expect((await proxy.ended()).outcome).toBe('fault')
  client.close()
})

test('an answer of our own comes over the link too', async () => {
  const mock = ruleOf('', 'respond', { body: 'ok' })
  const conditions = { latency: 150, jitter: 0, origin: '--latency' }
  await using proxy = await startProxy({ conditions, rules: [mock] })
  const client = await rawClient(proxy.port)
  const start = performance.now()
  client.send('GET http://a.test/ HTTP/1.1\r\nHost: a.test\r\n\r\n')
  await client.until(/ok$/)
  expect(performance.now() - start).toBeGreaterThan(149)
  expect((await proxy.ended()).outcome).toBe('mock')
  client.close()
})
