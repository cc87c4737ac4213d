import { describe, expect, test } from 'vitest'
import { startToxiproxyApi } from '../../src/api/toxiproxy.ts'
import { rawClient, rawOrigin } from '../support/raw.ts'
import { portOf, startToxiproxy } from '../support/toxiproxy.ts'

describe('the published client', () => {
  test('creates, reads, updates and removes a proxy', async () => {
    await using api = await startToxiproxy()
    const { client } = api
    const made = await client.createProxy({ name: 'db', listen: '127.0.0.1:0', upstream: '127.0.0.1:1' })
    expect(made.toJson()).toEqual({
      name: 'db',
      listen: expect.stringMatching(/^127\.0\.0\.1:[1-9]\d*$/),
      upstream: '127.0.0.1:1',
      enabled: true,
    })
    expect(Object.keys(await client.getAll())).toEqual(['db'])
    const found = await client.get('db')
    const changed = await found.update({ enabled: false, listen: found.listen, upstream: '127.0.0.1:2' })
    expect({ enabled: changed.enabled, upstream: changed.upstream }).toEqual({
      enabled: false,
      upstream: '127.0.0.1:2',
    })
    await found.remove()
    expect(await client.getAll()).toEqual({})
    await expect(client.get('db')).rejects.toThrow('404')
    expect(JSON.parse(await client.getVersion())).toEqual({ version: expect.stringMatching(/^2\./) })
  })

  test('adds, edits and removes toxics', async () => {
    await using api = await startToxiproxy()
    const proxy = await api.client.createProxy({ name: 'db', listen: '127.0.0.1:0', upstream: '127.0.0.1:1' })
    const attributes = { latency: 100, jitter: 5 }
    const body = { name: 'slow', type: 'latency', stream: 'upstream', toxicity: 0.5, attributes } as const
    const toxic = await proxy.addToxic(body)
    expect(toxic.toJson()).toEqual(body)
    const edited = await toxic.update({ attributes: { latency: 7, jitter: 5 }, toxicity: 1 } as never)
    expect(edited.toJson()).toEqual({ ...body, toxicity: 1, attributes: { latency: 7, jitter: 5 } })
    expect((await proxy.getToxic('slow')).toJson()).toEqual(edited.toJson())
    await edited.remove()
    await expect(proxy.getToxic('slow')).rejects.toThrow('404')
  })

  test('populates and resets', async () => {
    await using api = await startToxiproxy()
    const { client } = api
    const made = await client.populate([
      { name: 'a', listen: '127.0.0.1:0', upstream: '127.0.0.1:1', enabled: true },
      { name: 'b', listen: '127.0.0.1:0', upstream: '127.0.0.1:1', enabled: false },
    ] as never)
    expect(Object.values(made).map(({ name, enabled }) => [name, enabled])).toEqual([
      ['a', true],
      ['b', false],
    ])
    await made['a']!.addToxic({
      type: 'timeout',
      name: '',
      stream: 'downstream',
      toxicity: 1,
      attributes: { timeout: 0 },
    })
    await client.reset()
    const { json } = await api.call('GET', '/proxies')
    expect(json).toMatchObject({ a: { enabled: true, toxics: [] }, b: { enabled: true, toxics: [] } })
  })
})

test('a server that speaks first is heard through a proxy the client made', async () => {
  await using origin = await rawOrigin((connection) => {
    connection.send('220 mail.test ready\r\n')
    connection.socket.on('data', (line) => connection.send(`250 ${String(line)}`))
  })
  await using api = await startToxiproxy()
  const proxy = await api.client.createProxy({
    name: 'smtp',
    listen: '127.0.0.1:0',
    upstream: `127.0.0.1:${origin.port}`,
  })
  const client = await rawClient(portOf(proxy))
  await client.until(/ready\r\n/)
  client.send('EHLO a.test\r\n')
  expect(await client.until(/250 .*\r\n/)).toBe('220 mail.test ready\r\n250 EHLO a.test\r\n')
  const { tunnel } = await api.session.event('tunnel-opened')
  expect(tunnel).toMatchObject({ reason: 'tcp-proxy', authority: `127.0.0.1:${origin.port}` })
  client.socket.end()
  ;(await origin.connection()).socket.end()
  const closed = await api.session.event('tunnel-closed')
  expect(closed.tunnel).toMatchObject({ bytesUp: 13, bytesDown: 38 })
  expect(closed.tunnel.error).toBeUndefined()
})

test('a disabled proxy ends its connections and refuses new ones, and comes back on its port', async () => {
  await using origin = await rawOrigin((connection) => connection.send('hello'))
  await using api = await startToxiproxy()
  const proxy = await api.client.createProxy({ name: 'a', listen: 'localhost:0', upstream: `localhost:${origin.port}` })
  const client = await rawClient(portOf(proxy))
  await client.until(/hello/)
  const off = await proxy.update({ enabled: false } as never)
  await client.ended()
  await expect(rawClient(portOf(proxy))).rejects.toThrow('ECONNREFUSED')
  const on = await off.update({ enabled: true } as never)
  expect(on.listen).toBe(proxy.listen)
  const again = await rawClient(portOf(on))
  await again.until(/hello/)
  again.close()
})

describe('who is refused', () => {
  test.each([
    [{ 'user-agent': 'Mozilla/5.0 (X11)' }, 'User agent not allowed\n'],
    [{ origin: 'http://localhost:3000' }, expect.stringContaining('Origin not allowed')],
  ])('%j', async (headers, text) => {
    await using api = await startToxiproxy()
    expect(await api.call('GET', '/proxies', undefined, headers)).toMatchObject({ status: 403, text })
  })

  test('a name that a page made lead here', async () => {
    await using api = await startToxiproxy()
    const client = await rawClient(portOf({ listen: api.client.host }))
    client.send('GET /proxies HTTP/1.1\r\nHost: evil.test\r\nConnection: close\r\n\r\n')
    const { text } = await client.ended()
    expect(text).toMatch(/^HTTP\/1\.1 403 [\s\S]*Host not allowed/)
  })

  test('a body that is too long', async () => {
    await using api = await startToxiproxy()
    const { status, json } = await api.call('POST', '/proxies', `{"name":"${'x'.repeat(1_100_000)}"}`)
    expect({ status, json }).toMatchObject({ status: 413, json: { status: 413 } })
  })
})

test('two that want one name at once: one gets it', async () => {
  await using api = await startToxiproxy()
  const body = { name: 'a', listen: '127.0.0.1:0', upstream: '127.0.0.1:1' }
  const both = await Promise.all([api.call('POST', '/proxies', body), api.call('POST', '/proxies', body)])
  expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409])
})

test('a port that is taken is said with what to do', async () => {
  await using api = await startToxiproxy()
  const port = portOf({ listen: api.client.host })
  await expect(startToxiproxyApi(port, api.proxies)).rejects.toMatchObject({
    code: 'port_taken',
    hint: expect.stringContaining('--toxiproxy-api'),
  })
})
