import { afterAll, beforeAll, expect, test } from 'vitest'
import { pattern } from '../../support/matrix/message.ts'
import { type World, openWorld, routeByPath } from '../../support/matrix/world.ts'
import { selfSigned } from '../../support/certificates.ts'
import { startProxy } from '../../support/proxy.ts'
import { rawClient, rawOrigin } from '../../support/raw.ts'
import { listenTls } from '../../support/servers.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

test('exchanges share one connection, and the second one says so', async () => {
  const client = await world.connect('h2c')
  const calls = ['a', 'b'].map((name) => client.ask({ authority: 'a.test', path: `/h2/shared-${name}` }))
  const first = await world.upstreams.h2.take('/h2/shared-a')
  const second = await world.upstreams.h2.take('/h2/shared-b')
  expect(world.upstreams.h2.sessions.size).toBe(1)
  for (const origin of [second, first]) origin.respond({ status: 204 })
  for (const call of calls) expect((await call.head()).status).toBe(204)
  const reused = await Promise.all(
    ['a', 'b'].map(async (name) => (await world.ended(`/h2/shared-${name}`)).upstream?.reused),
  )
  expect(reused).toEqual([false, true])
  client.close()
})

test('a connection that dies fails all its exchanges with the cause and is not used again', async () => {
  const client = await world.connect('h2c')
  const paths = ['/h2c/dead-1', '/h2c/dead-2']
  const calls = paths.map((path) => client.ask({ method: 'POST', authority: 'a.test', path }))
  const served = await Promise.all(paths.map((path) => world.upstreams.h2c.take(path)))
  served[0]!.close()
  for (const call of calls) expect((await call.head()).status).toBe(502)
  for (const path of paths) {
    expect(await world.ended(path)).toMatchObject({
      outcome: 'upstream_error',
      error: { code: 'upstream_closed', leg: 'upstream' },
    })
  }
  const next = client.ask({ authority: 'a.test', path: '/h2c/alive' })
  ;(await world.upstreams.h2c.take('/h2c/alive')).respond({ status: 204 })
  expect((await next.head()).status).toBe(204)
  expect((await world.ended('/h2c/alive')).upstream!.reused).toBe(false)
  client.close()
})

test.each([
  ['on a connection that was used before', true],
  ['on a new connection', false],
])(
  'an idempotent request %s whose connection dies is sent again only if that may be staleness',
  async (name, reused) => {
    // A world of its own has no connection yet.
    const fresh = await openWorld()
    const client = await fresh.connect('1.1')
    if (reused) {
      const warm = client.ask({ authority: 'a.test', path: '/h2/warm' })
      ;(await fresh.upstreams.h2.take('/h2/warm')).respond({ status: 204 })
      await warm.head()
    }
    const call = client.ask({ authority: 'a.test', path: '/h2/stale' })
    ;(await fresh.upstreams.h2.take('/h2/stale')).close()
    if (reused) (await fresh.upstreams.h2.take('/h2/stale')).respond({ status: 204 })
    expect((await call.head()).status, name).toBe(reused ? 204 : 502)
    client.close()
    await fresh.close()
  },
)

test('a slow client of one stream does not hold the others', async () => {
  const client = await world.connect('h2c')
  const slow = await rawClient(world.proxy.port)
  slow.send('GET http://a.test/h2/slow HTTP/1.1\r\nHost: a.test\r\n\r\n')
  const big = await world.upstreams.h2.take('/h2/slow')
  slow.socket.pause()
  big.respond({ status: 200, body: 8_000_000 })
  big.write(pattern(8_000_000))
  const call = client.ask({ authority: 'a.test', path: '/h2/quick' })
  const quick = await world.upstreams.h2.take('/h2/quick')
  quick.respond({ status: 200, body: 100_000 })
  quick.write(pattern(100_000))
  quick.finish()
  expect((await call.end()).body.equals(pattern(100_000))).toBe(true)
  slow.close()
  client.close()
})

test('an origin that does not speak HTTP/2 is a 502', async () => {
  await using origin = await rawOrigin((connection) => connection.send('HTTP/1.1 400 Bad Request\r\n\r\n'))
  const ports = { '1.0': origin, '1.1': origin, h2: origin, h2c: origin }
  await using proxy = await startProxy({}, [routeByPath(ports)])
  const client = await rawClient(proxy.port)
  client.send('GET http://a.test/h2c/ HTTP/1.1\r\nHost: a.test\r\n\r\n')
  expect(await client.until(/\r\n\r\n/)).toMatch(/^HTTP\/1\.1 502 /)
  expect(await proxy.ended()).toMatchObject({ outcome: 'upstream_error', error: { code: 'upstream_h2' } })
  client.close()
})

test.each([['h2'], ['http/1.1']])(
  'a server that misses a client certificate says so after the handshake: %s',
  async (alpn) => {
    const pair = selfSigned({ names: ['localhost'] })
    const options = { ...pair, requestCert: true, ca: pair.cert, minVersion: 'TLSv1.3', ALPNProtocols: [alpn] } as const
    await using server = await listenTls(options)
    await using proxy = await startProxy({ upstream: { insecure: true } })
    const client = await rawClient(proxy.port)
    client.send(`GET https://localhost:${server.port}/ HTTP/1.1\r\nHost: localhost:${server.port}\r\n\r\n`)
    expect(await client.until(/-E\.\n$/)).toMatch(
      /^HTTP\/1\.1 502 .*error=tls_alert_received.*wants a client certificate/s,
    )
    expect(await proxy.ended()).toMatchObject({ outcome: 'upstream_error', error: { code: 'tls_alert' } })
    client.close()
  },
)
