import { writeFile } from 'node:fs/promises'
import { connect as connectHttp2 } from 'node:http2'
import { join } from 'node:path'
import { connect } from 'node:tls'
import { describe, expect, test } from 'vitest'
import { makeTemporaryDirectory } from '../../src/kit/files.ts'
import { createTestCa } from '../support/certificates.ts'
import { startProxy } from '../support/proxy.ts'
import { route, siteOf, startReverse } from '../support/reverse.ts'
import { ask, startService } from '../support/service.ts'

/** Answers everything. */
const mock = {
  name: 'mock',
  match: '',
  enabled: true,
  chance: 1,
  do: [{ action: 'respond', attributes: { status: 200 } }],
}

const subject = (port: number, servername: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', servername, rejectUnauthorized: false }, () => {
      resolve(String(socket.getPeerCertificate().issuer.CN))
      socket.destroy()
    })
    socket.on('error', reject)
  })

test('a forward and two reverse listeners in one process', async () => {
  await using a = await startService('a')
  await using b = await startService('b')
  const at = { host: '127.0.0.1', port: 0 }
  await using proxy = await startProxy({
    listen: [
      { mode: 'forward', ...at },
      { mode: 'reverse', ...at, site: 0 },
      { mode: 'reverse', ...at, site: 1 },
    ],
    sites: [siteOf([route(`${a.port}`)]), siteOf([route(`${b.port}`)])],
  })
  const [forward, first, second] = proxy.session.listeners.map(({ port }) => port)
  expect((await ask(first!)).text).toBe('a')
  expect((await ask(second!)).text).toBe('b')
  expect((await ask(forward!, `http://127.0.0.1:${b.port}/x`)).text).toBe('b')
  expect(proxy.session.listeners.map(({ mode }) => mode)).toEqual(['forward', 'reverse', 'reverse'])
})

describe('a process that listens in both ways', () => {
  const at = { host: '127.0.0.1', port: 0 }
  const both = async (of: (own: { forward: number; reverse: number }) => string) => {
    const proxy = await startProxy({
      listen: [
        { mode: 'forward', ...at },
        { mode: 'reverse', ...at, site: 0 },
      ],
      sites: [siteOf([route('1')])],
    })
    const [forward, reverse] = proxy.session.listeners.map(({ port }) => port) as [number, number]
    // Their ports are known only now.
    proxy.session.reverse.replace([siteOf([route(of({ forward, reverse }), { retry: false })])])
    return { proxy, forward, reverse }
  }

  test('its forward port leads to its reverse one, and both tell of the exchange', async () => {
    await using web = await startService('web')
    const { proxy, forward, reverse } = await both(() => `${web.port}`)
    await using _proxy = proxy
    for (let times = 0; times < 2; times++)
      expect((await ask(forward, `http://127.0.0.1:${reverse}/x`)).text).toBe('web')
    await proxy.ended(3)
    const seen = [...proxy.session.store.items()].map(({ value }) => 'mode' in value && [value.mode, value.status])
    expect(seen).toEqual([
      ['forward', 200],
      ['reverse', 200],
      ['forward', 200],
      ['reverse', 200],
    ])
  })

  test.each(['reverse', 'forward'] as const)('its reverse port leads to none of its own: %s', async (mode) => {
    const { proxy, forward, reverse } = await both((own) => `http://127.0.0.1:${own[mode]}`)
    await using _proxy = proxy
    const refused = await ask(reverse, '/x')
    expect([refused.status, refused.text]).toEqual([502, expect.stringContaining('is this proxy itself')])
    // Nor over a connection that was made for whom it is no loop.
    const through = await ask(forward, `http://127.0.0.1:${reverse}/x`)
    expect([through.status, through.text]).toEqual([502, expect.stringContaining('is this proxy itself')])
    expect((await ask(reverse, '/x')).status).toBe(502)
    await proxy.ended(3)
    expect(proxy.events.filter(({ type }) => type === 'request')).toHaveLength(4)
  })

  test('its forward port does not lead to itself', async () => {
    const { proxy, forward } = await both(() => '1')
    await using _proxy = proxy
    expect((await ask(forward, `http://127.0.0.1:${forward}/x`)).status).toBe(502)
    expect(await proxy.ended()).toMatchObject({ error: { code: 'loop_detected' } })
  })
})

test('certificates from files, others from the next connection on, wrong ones not at all', async () => {
  const [one, two] = [createTestCa('One'), createTestCa('Two')]
  await using folder = await makeTemporaryDirectory()
  const file = join(folder.path, 'site.pem')
  const write = (ca: typeof one) => {
    const { cert, key } = ca.issue({ names: ['site.test'] })
    return writeFile(file, cert + key)
  }
  await write(one)
  const tls = { certificates: [{ host: 'site.test', cert: file }] }
  await using proxy = await startReverse([route('1')], { tls })
  expect(await subject(proxy.port, 'site.test')).toBe('One')
  expect(await subject(proxy.port, 'other.test')).not.toBe('One')
  await write(two)
  expect(await subject(proxy.port, 'site.test')).toBe('One')
  const site = siteOf([route('1')], { tls })
  proxy.session.reverse.replace([site])
  expect(await subject(proxy.port, 'site.test')).toBe('Two')
  await writeFile(file, 'nothing')
  expect(() => proxy.session.reverse.replace([site])).toThrow('as PEM')
  expect(await subject(proxy.port, 'site.test')).toBe('Two')
})

test('a client that refuses the certificate of a file is told of the file, not of our CA', async () => {
  await using folder = await makeTemporaryDirectory()
  const file = join(folder.path, 'site.pem')
  const { cert, key } = createTestCa('Dev CA').issue({ names: ['site.test'] })
  await writeFile(file, cert + key)
  await using proxy = await startReverse([route('1')], { tls: { certificates: [{ host: 'site.test', cert: file }] } })
  const refused = async (servername: string) => {
    connect({ port: proxy.port, host: '127.0.0.1', servername }).on('error', () => {})
    return (await proxy.event('tls-error', ({ error }) => error.serverName === servername)).error
  }
  const { certificate, failure } = await refused('site.test')
  expect(certificate).toEqual({ file, name: 'site.test' })
  expect(failure).toMatchObject({ code: 'client_tls', hint: expect.stringContaining('"Dev CA", the issuer of ') })
  expect(await refused('other.test')).not.toHaveProperty('certificate')
  expect(proxy.session.reverse.certificate(0)).toBeUndefined()
})

test('clients must show a certificate of the CA that the site names', async () => {
  const [known, other] = [createTestCa('Known'), createTestCa('Other')]
  await using folder = await makeTemporaryDirectory()
  const file = join(folder.path, 'ca.pem')
  await writeFile(file, known.cert)
  await using web = await startService('web')
  await using proxy = await startReverse([route(`${web.port}`)], { tls: { certificates: [], clientCa: [file] } })
  const answer = (pair: { cert: string; key: string } | undefined): Promise<string> =>
    new Promise((resolve) => {
      const socket = connect({
        port: proxy.port,
        host: '127.0.0.1',
        ca: proxy.ca,
        checkServerIdentity: () => undefined,
        ...pair,
      })
      let text = ''
      socket.on('data', (chunk: Buffer) => (text += chunk.toString()))
      socket.on('error', () => {})
      socket.on('close', () => resolve(text))
      socket.write('GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')
    })
  expect(await answer(known.issue({ names: ['client'] }))).toContain('200 OK')
  const stranger = await answer(other.issue({ names: ['client'] }))
  expect(stranger).toContain('HTTP/1.1 400 Bad Request')
  expect(stranger).toContain('no CA of this site has signed it')
  expect(await answer(undefined)).toContain('the client showed no certificate')
  expect(web.asked).toEqual(['GET /'])
  expect(await proxy.ended(2)).toMatchObject({
    url: expect.stringMatching('^https://a'),
    outcome: 'refused',
    error: { code: 'client_certificate' },
  })
})

test('over HTTP/2 too a client without a certificate is told, past mocks; one that asks nothing is told of', async () => {
  const known = createTestCa('Known')
  await using folder = await makeTemporaryDirectory()
  const file = join(folder.path, 'ca.pem')
  await writeFile(file, known.cert)
  await using proxy = await startReverse(
    [route('1')],
    { tls: { certificates: [], clientCa: [file] } },
    { rules: [mock] },
  )
  const dial = () =>
    connect({ port: proxy.port, host: '127.0.0.1', ca: proxy.ca, servername: 'site.test', ALPNProtocols: ['h2'] })
  const session = connectHttp2('https://site.test', { createConnection: dial })
  const stream = session.request({ ':path': '/x' })
  const status = await new Promise((resolve) => stream.on('response', (head) => resolve(head[':status'])))
  expect(status).toBe(400)
  session.close()
  expect(await proxy.ended()).toMatchObject({ url: 'https://site.test/x', error: { code: 'client_certificate' } })
  const silent = dial()
  silent.on('secureConnect', () => silent.end())
  expect((await proxy.event('tls-error')).error.failure.code).toBe('client_certificate')
})

test.each([{ redirect: true }, { clientCa: [] }])('with %j nothing answers a plain request but https', async (tls) => {
  await using proxy = await startReverse(
    [route('1')],
    { tls: { certificates: [], ...tls } },
    { rules: [mock], conditions: { latency: 30, jitter: 0, origin: 'test' } },
  )
  const answer = await fetch(`http://127.0.0.1:${proxy.port}/x`, { redirect: 'manual' })
  expect([answer.status, answer.headers.get('location')]).toEqual([308, `https://127.0.0.1:${proxy.port}/x`])
  const exchange = await proxy.ended()
  expect(exchange).toMatchObject({ outcome: 'complete', rules: [] })
  // The network is as slow for it as for all others.
  expect(exchange.endedAt! - exchange.startedAt).toBeGreaterThan(29)
})

test('what the routes lead to is known before anything is known of it, and changes with them', async () => {
  await using proxy = await startReverse([route('1')])
  const { reverse } = proxy.session
  expect(reverse.subjects()).toEqual([{ route: '/', upstream: 'http://localhost:1', checked: false }])
  reverse.replace([siteOf([route('/api=2')])])
  expect(reverse.subjects()).toEqual([{ route: '/api', upstream: 'http://localhost:2', checked: false }])
})

test('an exchange has the route it took, also where nobody is behind it; a failed handshake the listener it came to', async () => {
  await using web = await startService('web')
  await using proxy = await startReverse([route(`/web=${web.port}`), route('/gone=1')])
  for (const path of ['/web', '/gone', '/else']) await ask(proxy.port, path)
  const told = new Promise<string>((resolve) => {
    proxy.session.store.on((event) => event.type === 'tls-error' && resolve(event.error.authority))
  })
  connect({ port: proxy.port, host: '127.0.0.1' }).on('error', () => {})
  expect(await told).toBe(`127.0.0.1:${proxy.port}`)
  const routes = [...proxy.session.store.items()].flatMap(({ type, value }) =>
    type === 'exchange' ? [value.route] : [],
  )
  expect(routes).toEqual(['/web', '/gone', undefined])
})

test('without a site there is nothing', async () => {
  await using proxy = await startProxy()
  expect(proxy.session.reverse.subjects()).toEqual([])
  expect(proxy.session.reverse.certificate(0)).toBeUndefined()
  expect(() => proxy.session.reverse.replace([])).not.toThrow()
})
