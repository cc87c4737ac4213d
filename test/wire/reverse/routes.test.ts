/** A reverse proxy over real sockets: routes, protocols, heads, and what is said when nothing is behind. */
import { connect as connectHttp2 } from 'node:http2'
import { connect } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { describe, expect, test } from 'vitest'
import { rawClient } from '../../support/raw.ts'
import { route, startReverse } from '../../support/reverse.ts'
import { ask, startService } from '../../support/service.ts'
import { closedPort } from '../../support/servers.ts'

test('each request goes to the service of its route, bytes and Host as they came', async () => {
  await using web = await startService('web')
  await using api = await startService('api')
  web.answer = (request, response) => response.end(JSON.stringify(request.rawHeaders))
  await using proxy = await startReverse([
    route(`${web.port}`),
    route(`/api=http://127.0.0.1:${api.port}/`),
    route(`admin.test=${api.port}`),
  ])
  const sent = await ask(proxy.port, '/x', { headers: { Host: 'Site.Test:1', 'X-Odd': 'a' } })
  expect(JSON.parse(sent.text)).toEqual(['Host', 'Site.Test:1', 'X-Odd', 'a'])
  await ask(proxy.port, '/api/users?x=1')
  await ask(proxy.port, '/any', { headers: { Host: 'admin.test' } })
  expect(api.asked).toEqual(['GET /users?x=1', 'GET /any'])
  const exchange = await proxy.ended(1)
  expect(exchange).toMatchObject({
    mode: 'reverse',
    url: `http://127.0.0.1:${proxy.port}/api/users?x=1`,
    outcome: 'complete',
  })
  expect(exchange.hops[0]!.request.filter(({ cause }) => cause === 'route')).toMatchObject([
    { name: ':target', value: '/users?x=1', before: '/api/users?x=1' },
  ])
})

test('a client cannot have the fields taken away that say who it is', async () => {
  await using web = await startService('web')
  web.answer = (request, response) => response.end(JSON.stringify(request.headers))
  const forwarded = { how: 'append', style: 'both', trust: [] } as const
  await using proxy = await startReverse([route(`${web.port}`, { forwarded, requestId: { header: 'X-Request-ID' } })])
  const Connection = 'close, X-Forwarded-For, Forwarded, X-Request-ID'
  const sent = await ask(proxy.port, '/', { headers: { Connection, 'X-Forwarded-For': '6.6.6.6' } })
  expect(JSON.parse(sent.text)).toMatchObject({
    'x-forwarded-for': '127.0.0.1',
    forwarded: expect.stringMatching(/^for=127\.0\.0\.1;/),
    'x-request-id': expect.stringMatching(/^[0-9a-f]{32}$/),
  })
})

test('a rule that chooses a server, and one that only writes a Host', async () => {
  await using web = await startService('web')
  await using other = await startService('other')
  web.answer = other.answer = (request, response) => response.end(`${request.socket.localPort} ${request.headers.host}`)
  await using proxy = await startReverse([route(`${web.port}`)])
  const commands = await proxy.session.commands({ version: '1', cwd: process.cwd(), shutdown: () => {} })
  const rules = {
    '~u /routed': { route: `http://127.0.0.1:${other.port}` },
    '~u /named': { rewrite: { request: { headers: { set: { Host: 'b.test' } } } } },
  }
  for (const [match, action] of Object.entries(rules))
    await commands.run('rule-add', { rule: { name: match, match, do: [action] } })
  const headers = { Host: 'site.test' }
  expect((await ask(proxy.port, '/routed', { headers })).text).toBe(`${other.port} site.test`)
  expect((await ask(proxy.port, '/named', { headers })).text).toBe(`${web.port} b.test`)
})

test('a replay takes the routes that the request took', async () => {
  await using api = await startService('api')
  await using proxy = await startReverse([route(`/api=http://127.0.0.1:${api.port}/`)])
  await ask(proxy.port, '/api/users', { headers: { Host: 'site.test' } })
  const { id } = await proxy.ended()
  const commands = await proxy.session.commands({ version: '1', cwd: process.cwd(), shutdown: () => {} })
  await commands.run('replay', { exchange: id })
  expect(await proxy.ended(1)).toMatchObject({
    mode: 'reverse',
    status: 200,
    replayOf: id,
    url: 'http://site.test/api/users',
  })
  expect(api.asked).toEqual(['GET /users', 'GET /users'])
})

test('nothing behind: which port refused, and the line to try', async () => {
  await using other = await startService('other')
  const port = await closedPort()
  await using proxy = await startReverse([route(`${port}`)])
  const { status, text, headers } = await ask(proxy.port)
  expect(status).toBe(502)
  expect(text).toContain(`refused the connection on port ${port}`)
  expect(text).toMatch(/middlebox reverse \d+\n$/)
  expect(text).not.toContain(String(proxy.port))
  expect(headers['proxy-status']).toContain('connection_refused')
  expect((await proxy.event('warning')).message).toContain(`nothing listens on localhost:${port} yet`)
  expect(other.asked).toEqual([])
})

test('no route, no tunnel, no SOCKS', async () => {
  await using proxy = await startReverse([route('/api=1')])
  expect(await ask(proxy.port, '/other')).toMatchObject({ status: 404, text: expect.stringContaining('Routes: /api') })
  const tunnel = await rawClient(proxy.port)
  tunnel.send('CONNECT example.com:443 HTTP/1.1\r\nHost: example.com:443\r\n\r\n')
  expect(await tunnel.until(/tunnel/)).toMatch(/^HTTP\/1\.1 405 /)
  tunnel.close()
  const socks = await rawClient(proxy.port)
  socks.send(Buffer.from([5, 1, 0]))
  expect((await socks.ended()).text).toBe('')
})

test('it does not go round in circles', async () => {
  await using first = await startReverse([route('1')])
  const own = route(`127.0.0.1:${first.port}`)
  first.session.reverse.replace([{ host: '127.0.0.1', port: 0, routes: [own], tls: { certificates: [] }, where: '' }])
  expect(await ask(first.port)).toMatchObject({ status: 502, text: expect.stringContaining('this proxy itself') })
})

describe('protocols', () => {
  test('TLS with our CA for any name, and h2, on the same port as plain', async () => {
    await using web = await startService('web')
    await using proxy = await startReverse([route(`${web.port}`)])
    const socket = connectTls({
      port: proxy.port,
      host: '127.0.0.1',
      servername: 'shop.test',
      ca: proxy.ca,
      ALPNProtocols: ['h2'],
    })
    const session = connectHttp2('https://shop.test', { createConnection: () => socket })
    const stream = session.request({ ':path': '/over-h2' })
    const status = await new Promise((resolve) => stream.on('response', (head) => resolve(head[':status'])))
    stream.resume()
    await new Promise((resolve) => stream.on('end', resolve))
    session.close()
    expect({ status, asked: web.asked, alpn: socket.alpnProtocol }).toEqual({
      status: 200,
      asked: ['GET /over-h2'],
      alpn: 'h2',
    })
    expect(await proxy.ended()).toMatchObject({ url: 'https://shop.test/over-h2', client: { protocol: 'h2' } })
  })

  test('Server-Sent Events pass as they come', async () => {
    await using web = await startService('web')
    web.answer = (_, response) => {
      response.setHeader('content-type', 'text/event-stream')
      response.write('data: 1\n\n')
    }
    await using proxy = await startReverse([route(`${web.port}`)])
    const client = await rawClient(proxy.port)
    client.send('GET /events HTTP/1.1\r\nHost: a\r\n\r\n')
    await client.until(/data: 1/)
    expect((await proxy.event('message')).message.kind).toBe('event')
    client.close()
  })
})

test('a client that speaks HTTP/1.0 without Host gets an answer', async () => {
  await using web = await startService('web')
  await using proxy = await startReverse([route(`${web.port}`)])
  const socket = connect(proxy.port, '127.0.0.1')
  socket.end('GET / HTTP/1.0\r\n\r\n')
  let text = ''
  for await (const chunk of socket) text += String(chunk)
  expect(text).toMatch(/^HTTP\/1\.[01] 200 OK\r\n/)
})

test('the magic host is answered here, and mocks and faults apply', async () => {
  await using web = await startService('web')
  await using proxy = await startReverse(
    [route(`${web.port}`)],
    {},
    {
      rules: [
        {
          name: 'm',
          match: '~u /mocked',
          enabled: true,
          chance: 1,
          do: [{ action: 'respond', attributes: { status: 418 } }],
        },
      ],
    },
  )
  expect((await ask(proxy.port, '/', { headers: { Host: 'middlebox.test' } })).text).toContain('Middlebox')
  expect((await ask(proxy.port, '/mocked')).status).toBe(418)
  expect(web.asked).toEqual([])
})
