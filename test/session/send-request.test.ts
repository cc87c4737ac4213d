import { createSecureServer, createServer } from 'node:http2'
import type { AddressInfo, Server } from 'node:net'
import { describe, expect, test } from 'vitest'
import { systemClock } from '../../src/kit/clock.ts'
import type { ProxyEvent } from '../../src/model/event.ts'
import type { Body } from '../../src/model/message.ts'
import { defaultOptions } from '../../src/model/options.ts'
import type { OutgoingRequest } from '../../src/model/outgoing.ts'
import { createSender } from '../../src/session/send-request.ts'
import { selfSigned } from '../support/certificates.ts'
import { rawOrigin } from '../support/raw.ts'
import { closingOrigin } from '../support/send.ts'
import { closedPort } from '../support/servers.ts'

const pair = selfSigned({ names: ['localhost', '127.0.0.1'] })

function start(upstream: Partial<typeof defaultOptions.upstream> = {}) {
  const events: ProxyEvent[] = []
  const options = {
    ...defaultOptions,
    home: '/nonexistent',
    seed: '00',
    upstream: { ...defaultOptions.upstream, ...upstream },
  }
  const sender = createSender(options, { env: {}, clock: systemClock, hear: (event) => events.push(event) })
  return { ...sender, events, [Symbol.dispose]: () => sender.close() }
}

const text = (body: Body) =>
  new Promise<string>((resolve) => {
    let all = ''
    body.pipe({
      write: (chunk) => ((all += Buffer.from(chunk).toString('latin1')), true),
      end: () => resolve(all),
      fail: ({ code }) => resolve(`${all}!${code}`),
    })
  })

const get = (port: number, more: Partial<OutgoingRequest> = {}): OutgoingRequest => ({
  method: 'GET',
  url: `http://127.0.0.1:${port}/p?q`,
  fields: ['Host', 'h'],
  ...more,
})

describe('over HTTP/1', () => {
  test('the head is what was asked for, to the byte, connection fields and all', async () => {
    await using origin = await closingOrigin(
      'HTTP/1.1 200 Fine\r\nX-a: 1\r\nx-A: 2\r\nContent-Length: 2\r\n\r\nok',
      /body$/,
    )
    using sender = start()
    const fields = [
      'X-b',
      '1',
      'hOST',
      'other',
      'x-B',
      '2',
      'Connection',
      'close, X-b',
      'TE',
      'trailers',
      'Keep-Alive',
      'x',
      'Max-Forwards',
      '0',
      'Content-Length',
      '4',
    ]
    const sent = await sender.send(get(origin.port, { method: 'OPTIONS', fields, body: Buffer.from('body') }))
    expect(sent).toMatchObject({
      ok: true,
      id: '1',
      head: { status: 200, reason: 'Fine', fields: ['X-a', '1', 'x-A', '2', 'Content-Length', '2'] },
    })
    if (sent.ok) expect(await text(sent.body)).toBe('ok')
    const lines = [
      'X-b: 1',
      'hOST: other',
      'x-B: 2',
      'Connection: close, X-b',
      'TE: trailers',
      'Keep-Alive: x',
      'Max-Forwards: 0',
      'Content-Length: 4',
    ]
    expect(origin.connections[0]!.received()).toBe(`OPTIONS /p?q HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\nbody`)
  })

  test('chunked when the head says so', async () => {
    await using origin = await closingOrigin('HTTP/1.1 204 No Content\r\n\r\n', /0\r\n\r\n$/)
    using sender = start()
    await sender.send(
      get(origin.port, {
        method: 'POST',
        fields: ['Host', 'h', 'Transfer-Encoding', 'chunked'],
        body: Buffer.from('abc'),
      }),
    )
    expect(origin.connections[0]!.received()).toMatch(/Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n$/)
  })

  test('1xx heads are heard, a body cut short says so', async () => {
    await using origin = await closingOrigin(
      'HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\npart',
    )
    using sender = start()
    const heard: number[] = []
    const sent = await sender.send(get(origin.port), ({ status }) => heard.push(status))
    expect(heard).toEqual([103])
    expect(sent.ok && (await text(sent.body))).toBe('part!upstream_closed')
    expect(sender.events.at(-1)).toMatchObject({
      type: 'end',
      outcome: 'upstream_error',
      error: { code: 'upstream_closed' },
    })
  })

  test('a connection is kept between requests', async () => {
    await using origin = await rawOrigin((connection) => {
      connection.socket.on('data', () => connection.send('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'))
    })
    using sender = start()
    for (const id of ['1', '2']) {
      const sent = await sender.send(get(origin.port))
      expect(sent.id).toBe(id)
      if (sent.ok) await text(sent.body)
    }
    expect(origin.connections).toHaveLength(1)
  })

  test('a switch of protocols ends with its head', async () => {
    await using origin = await rawOrigin((connection) => {
      connection.socket.once('data', () =>
        connection.send('HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n'),
      )
    })
    using sender = start()
    const sent = await sender.send(get(origin.port, { fields: ['Host', 'h', 'Connection', 'Upgrade', 'Upgrade', 'x'] }))
    expect(sent).toMatchObject({ ok: true, head: { status: 101 } })
    await origin.connections[0]!.ended()
  })
})

test('a failure is a value', async () => {
  using sender = start()
  expect(await sender.send(get(await closedPort()))).toMatchObject({
    ok: false,
    id: '1',
    failure: { code: 'connect_refused' },
  })
})

test.each([
  [{ url: 'http://127.0.0.1/a b' }, 'a URL without spaces'],
  [{ url: 'nonsense' }, 'absolute URL'],
  [{ method: 'G T' }, 'a method'],
  [{ fields: ['a b', '1'] }, 'a field name'],
  [{ fields: ['A', 'b\r\nc: d'] }, 'a value of A'],
  [{ fields: ['A', 'Ċ'] }, 'a value of A'],
  [{ fields: ['Content-Length', '1', 'Content-Length', '2'] }, 'one Content-Length'],
])('%j is never written', async (more, message) => {
  using sender = start()
  const sent = await sender.send(get(1, more))
  expect(sent).toMatchObject({
    ok: false,
    failure: { code: 'bad_request', leg: 'middlebox', message: expect.stringContaining(message) },
  })
})

describe('over HTTP/2', () => {
  const listen = async (
    server: Pick<Server, 'address' | 'close'> & { listen(port: number, host: string, ready: () => void): unknown },
  ) => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return { port: (server.address() as AddressInfo).port, [Symbol.dispose]: () => void server.close() }
  }

  test.each([
    ['auto', '2.0'],
    ['h2', '2.0'],
    ['http/1.1', '1.1'],
  ] as const)('%s with a server of both is HTTP/%s', async (protocol, version) => {
    const server = createSecureServer({ ...pair, allowHTTP1: true }, (request, response) =>
      response.end(`${request.httpVersion} ${request.url}`),
    )
    using at = await listen(server)
    using sender = start({ insecure: true })
    const sent = await sender.send({
      method: 'GET',
      url: `https://127.0.0.1:${at.port}/x`,
      fields: ['Host', 'h', 'Connection', 'close'],
      protocol,
    })
    expect(sent.ok && (await text(sent.body))).toBe(`${version} /x`)
  })

  test('by prior knowledge', async () => {
    const server = createServer((request, response) =>
      response.end(`${request.authority} ${request.headers['x-a'] as string}`),
    )
    using at = await listen(server)
    using sender = start()
    const sent = await sender.send({
      method: 'GET',
      url: `http://127.0.0.1:${at.port}/x`,
      fields: ['Host', 'h', 'X-A', '1'],
      protocol: 'h2',
    })
    expect(sent.ok && (await text(sent.body))).toBe('h 1')
  })
})

test('the login for the parent is sent and not told', async () => {
  await using parent = await closingOrigin('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok', /\r\n\r\n$/)
  const url = `http://127.0.0.1:${parent.port}`
  using sender = start({ parent: { kind: 'url', url, user: 'boss:hunter2', noProxy: '' } })
  const sent = await sender.send(get(80, { url: 'http://origin.test/' }))
  expect(sent.ok && (await text(sent.body))).toBe('ok')
  const login = Buffer.from('boss:hunter2').toString('base64')
  expect(parent.connections[0]!.received()).toContain(`Proxy-Authorization: Basic ${login}`)
  expect(JSON.stringify(sender.events)).not.toContain(login)
  expect(JSON.stringify(sender.events)).toContain('Basic {{secret:parent-login}}')
})
