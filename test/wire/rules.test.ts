/** Rules as clients and origins meet them: what a raw origin got, what a client saw, over plain HTTP/1, TLS and h2. */
import { connect as connectHttp2 } from 'node:http2'
import { connect as connectTls } from 'node:tls'
import { describe, expect, test } from 'vitest'
import { legHeads } from '../../src/kit/legs.ts'
import type { RuleDefinition } from '../../src/model/rule.ts'
import { startProxy, type TestProxy } from '../support/proxy.ts'
import { answering, rawClient, rawConnection, rawOrigin } from '../support/raw.ts'
import { ruleOf } from '../support/rules.ts'

const named = (name: string, match: string, action: string, attributes: object): RuleDefinition =>
  ruleOf(match, action, attributes, { name })

describe('over plain HTTP/1', () => {
  test('both heads change on the wire, and the ledger says why', async () => {
    await using origin = await rawOrigin(answering('HTTP/1.1 200 Fine\r\nContent-Length: 5\r\nServer: x\r\n\r\nhello'))
    await using proxy = await startProxy({
      rules: [
        named('up', '', 'rewrite', {
          request: {
            headers: { set: [['User-Agent', 'other']], remove: ['X-Secret'] },
            url: [{ pattern: '/a$', with: '/b' }],
          },
        }),
        named('down', '~c 200', 'rewrite', {
          response: { headers: { remove: ['Server'] }, body: { replace: [{ pattern: 'l+', with: '[$&]' }] } },
        }),
      ],
    })
    const client = await rawClient(proxy.port)
    client.send(
      `GET http://127.0.0.1:${origin.port}/a HTTP/1.1\r\nHost: 127.0.0.1:${origin.port}\r\nX-Secret: 1\r\nuser-agent: me\r\n\r\n`,
    )
    expect(await client.until(/o$/)).toBe('HTTP/1.1 200 Fine\r\nContent-Length: 7\r\n\r\nhe[ll]o')
    expect((await origin.connection()).received()).toBe(
      `GET /b HTTP/1.1\r\nHost: 127.0.0.1:${origin.port}\r\nuser-agent: other\r\n\r\n`,
    )
    const exchange = await proxy.ended()
    const causes = exchange.hops.flatMap(({ request, response }) => [...request, ...response].map(({ cause }) => cause))
    expect(causes).toContain('rule up')
    expect(causes).toContain('rule down')
    expect(legHeads(exchange)[0]?.response?.fields).toEqual(['Content-Length', '7'])
    expect(exchange.rules.map(({ name, phase }) => `${name} ${phase}`)).toEqual(['up connection', 'down response-head'])
    client.close()
  })

  test('route keeps Host; map_remote changes it', async () => {
    await using origin = await rawOrigin(answering('HTTP/1.1 204 No Content\r\n\r\n'))
    await using proxy = await startProxy({
      rules: [
        named('route', '~d routed', 'route', { to: `http://127.0.0.1:${origin.port}` }),
        named('map', '~d mapped', 'map_remote', {
          url: '^http://mapped\\.test/',
          to: `http://127.0.0.1:${origin.port}/sub/`,
        }),
      ],
    })
    const client = await rawClient(proxy.port)
    for (const [count, host] of ['routed.test', 'mapped.test'].entries()) {
      client.send(`GET http://${host}/x HTTP/1.1\r\nHost: ${host}\r\n\r\n`)
      await client.until((text) => text.split('204').length === count + 2)
    }
    const received = origin.connections.map((one) => one.received()).join('')
    expect(received).toBe(
      `GET /x HTTP/1.1\r\nHost: routed.test\r\n\r\nGET /sub/x HTTP/1.1\r\nHost: 127.0.0.1:${origin.port}\r\n\r\n`,
    )
    client.close()
  })

  test('444 is a FIN without a byte, and the exchange is refused', async () => {
    await using proxy = await startProxy({ rules: [named('no', '', 'block', { status: 444 })] })
    const client = await rawClient(proxy.port)
    client.send('GET http://a.test/ HTTP/1.1\r\nHost: a.test\r\n\r\n')
    expect(await client.ended()).toEqual({ text: '', how: 'fin' })
    expect(await proxy.ended()).toMatchObject({ outcome: 'refused', error: { code: 'blocked' } })
    client.close()
  })

  test('a mock keeps the connection and what was uploaded to it', async () => {
    await using proxy = await startProxy({ rules: [named('mock', '', 'respond', { status: 201, json: { a: 1 } })] })
    const client = await rawClient(proxy.port)
    for (let count = 1; count <= 2; count++) {
      client.send('POST http://a.test/ HTTP/1.1\r\nHost: a.test\r\nContent-Length: 6\r\n\r\nupload')
      await client.until((text) => text.split('{"a":1}').length === count + 1)
    }
    const exchange = await proxy.ended(1)
    expect(exchange).toMatchObject({ outcome: 'mock', status: 201, requestBody: { size: 6 } })
    expect(Buffer.concat(exchange.requestBody.chunks).toString()).toBe('upload')
    client.close()
  })

  test('an upstream that fails can be answered for', async () => {
    await using proxy = await startProxy({
      rules: [named('calm', '~c 502', 'respond', { status: 200, body: 'cached' })],
    })
    const client = await rawClient(proxy.port)
    client.send('GET http://127.0.0.1:1/ HTTP/1.1\r\nHost: 127.0.0.1:1\r\n\r\n')
    expect(await client.until(/cached$/)).toMatch(/^HTTP\/1\.1 200 OK\r\n/)
    client.close()
  })
})

const rules = [
  named('mock', '~u /mock', 'respond', { body: 'mocked' }),
  named('up', '~u /headers', 'rewrite', { request: { headers: { set: [['x-up', '1']] } } }),
  named('down', '', 'rewrite', { response: { headers: { set: [['x-down', '2']] } } }),
]

async function secured(proxy: TestProxy, protocol: string) {
  const client = await rawClient(proxy.port)
  client.send('CONNECT middlebox.test:443 HTTP/1.1\r\nHost: middlebox.test:443\r\n\r\n')
  await client.until(/\r\n\r\n$/)
  client.socket.removeAllListeners('data')
  const tls = connectTls({
    socket: client.socket,
    servername: 'middlebox.test',
    ca: proxy.ca,
    ALPNProtocols: [protocol],
  })
  await new Promise<void>((resolve, reject) => tls.once('secureConnect', resolve).once('error', reject))
  return tls
}

test('inside a TLS tunnel, which itself is no request to be mocked', async () => {
  await using proxy = await startProxy({ rules })
  const client = rawConnection(await secured(proxy, 'http/1.1'))
  client.send('GET /mock HTTP/1.1\r\nHost: middlebox.test\r\n\r\n')
  expect(await client.until(/mocked$/)).toContain('x-down: 2\r\n')
  client.send('GET /headers HTTP/1.1\r\nHost: middlebox.test\r\n\r\n')
  expect(await client.until(/\}\s*$/)).toContain('["x-up", "1"]')
  client.close()
})

test('over h2', async () => {
  await using proxy = await startProxy({ rules })
  const tls = await secured(proxy, 'h2')
  const session = connectHttp2('https://middlebox.test', { createConnection: () => tls })
  const ask = async (path: string) => {
    const stream = session.request({ ':path': path })
    const head = new Promise<Record<string, unknown>>((resolve) => stream.once('response', (fields) => resolve(fields)))
    let body = ''
    for await (const chunk of stream) body += String(chunk)
    return { head: await head, body }
  }
  expect(await ask('/mock')).toMatchObject({ head: { ':status': 200, 'x-down': '2' }, body: 'mocked' })
  expect((await ask('/headers')).body).toContain('["x-up", "1"]')
  session.destroy()
})
