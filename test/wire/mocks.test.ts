/** Mocks as clients meet them: nothing is dialled in mock-only mode, and what answers is what the rules say. */
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { connect as connectHttp2 } from 'node:http2'
import { connect as connectTls } from 'node:tls'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadRules } from '../../src/config/rules.ts'
import { makeTemporaryDirectory } from '../../src/kit/files.ts'
import { startProxy } from '../support/proxy.ts'
import { rawClient, rawConnection, rawOrigin } from '../support/raw.ts'
import { ruleOf } from '../support/rules.ts'

describe('--mock-only', () => {
  test('what no rule answers is a 502 that names the nearest rule; the origin hears nothing', async () => {
    await using origin = await rawOrigin(() => {})
    const at = `127.0.0.1:${origin.port}`
    await using proxy = await startProxy({
      mockOnly: true,
      rules: [
        ruleOf(
          '~m "^(?:GET)$" & ~u "^https?://[^/?]*/users/42(?:[?].*)?$"',
          'respond',
          { body: 'Ada' },
          { name: 'ada' },
        ),
      ],
    })
    const client = await rawClient(proxy.port)
    client.send(`GET http://${at}/users/42 HTTP/1.1\r\nHost: ${at}\r\n\r\n`)
    expect(await client.until(/Ada$/)).toContain('200 OK')
    client.send(`PUT http://${at}/users/7 HTTP/1.1\r\nHost: ${at}\r\nContent-Length: 2\r\n\r\n{}`)
    const text = await client.until(/got 7\n$/)
    expect(text).toContain('HTTP/1.1 502 Bad Gateway')
    expect(text).toContain(
      'The nearest rule is ada:\n  the method is PUT, not GET\n  the path differs at segment 2: expected 42, got 7\n',
    )
    // The connection goes on.
    client.send(`GET http://${at}/users/42 HTTP/1.1\r\nHost: ${at}\r\n\r\n`)
    expect(await client.until(/Ada$/)).toBeDefined()
    expect(origin.connections).toHaveLength(0)
    expect(await proxy.ended(0)).toMatchObject({ outcome: 'mock' })
    expect(await proxy.ended(1)).toMatchObject({ outcome: 'refused', error: { code: 'not_mocked' } })
    client.close()
  })

  test('inside TLS too, for hosts that nobody has', async () => {
    await using proxy = await startProxy({ mockOnly: true, rules: [ruleOf('~u /here', 'respond', { body: 'fine' })] })
    const client = await rawClient(proxy.port)
    client.send('CONNECT nowhere.test:443 HTTP/1.1\r\nHost: nowhere.test:443\r\n\r\n')
    await client.until(/\r\n\r\n$/)
    client.socket.removeAllListeners('data')
    const tls = connectTls({ socket: client.socket, servername: 'nowhere.test', ca: proxy.ca })
    const inner = rawConnection(tls)
    inner.send('GET /here HTTP/1.1\r\nHost: nowhere.test\r\n\r\n')
    await inner.until(/fine$/)
    inner.send('GET /there HTTP/1.1\r\nHost: nowhere.test\r\n\r\n')
    expect(await inner.until(/got there\n$/)).toMatch(
      /HTTP\/1\.1 502 Bad Gateway[^]*segment 1: expected \/?here, got there\n$/,
    )
    inner.close()
  })

  test('gRPC too, which is HTTP/2 alone', async () => {
    const headers: [string, string][] = [
      ['Content-Type', 'application/grpc'],
      ['Grpc-Status', '5'],
    ]
    await using proxy = await startProxy({ mockOnly: true, rules: [ruleOf('~u /Greeter/', 'respond', { headers })] })
    const client = await rawClient(proxy.port)
    client.send('CONNECT nowhere.test:443 HTTP/1.1\r\nHost: nowhere.test:443\r\n\r\n')
    await client.until(/\r\n\r\n$/)
    client.socket.removeAllListeners('data')
    const { socket } = client
    const tls = connectTls({ socket, servername: 'nowhere.test', ca: proxy.ca, ALPNProtocols: ['h2'] })
    const session = connectHttp2('https://nowhere.test', { createConnection: () => tls })
    const stream = session.request({ ':method': 'POST', ':path': '/Greeter/Hello', 'content-type': 'application/grpc' })
    stream.end(Buffer.from([0, 0, 0, 0, 0]))
    const [answer] = (await once(stream, 'response')) as [Record<string, unknown>]
    expect(answer).toMatchObject({ ':status': 200, 'content-type': 'application/grpc', 'grpc-status': '5' })
    session.destroy()
    client.close()
  })

  test('a tunnel that is passed untouched has nowhere to go', async () => {
    await using origin = await rawOrigin(() => {})
    await using proxy = await startProxy({ mockOnly: true, ignoreHosts: ['.'] })
    const client = await rawClient(proxy.port)
    client.send(`CONNECT 127.0.0.1:${origin.port} HTTP/1.1\r\nHost: a\r\n\r\n`)
    expect(await client.until(/from the network/)).toContain('HTTP/1.1 502')
    expect(origin.connections).toHaveLength(0)
    client.close()
  })
})

test('states, sequences, templates and a folder, from the options', async () => {
  await using folder = await makeTemporaryDirectory()
  mkdirSync(join(folder.path, 'mocks'))
  writeFileSync(join(folder.path, 'mocks/a.json'), '[1]')
  const yaml = `
- { match: '~m GET & ~u /cart$', requires: { cart: Started }, do: { respond: { body: empty } } }
- { match: '~m POST & ~u /cart$', sets: { cart: full }, do: { respond: { status: 201 } } }
- { match: '~m GET & ~u /cart$', requires: { cart: full }, do: { respond: { body: full } } }
- { match: ~u /flaky$, do: { respond: { sequence: [{ status: 503 }, { body: fine }] } } }
- { match: ~u /hello, do: { respond: { template: 'hi {{request.query.name}} {{counter "n"}} {{randomInt upper=1000}}' } } }
`
  writeFileSync(join(folder.path, 'r.yml'), yaml)
  const rules = await loadRules({ mock: ['./mocks'], rules: [{ file: join(folder.path, 'r.yml') }] }, folder.path)
  const run = async () => {
    await using proxy = await startProxy({ mockOnly: true, rules })
    const seen: string[] = []
    for (const line of [
      'GET /a',
      'GET /cart',
      'POST /cart',
      'GET /cart',
      'GET /flaky',
      'GET /flaky',
      'GET /flaky',
      'GET /hello?name=Ada',
      'GET /hello?name=Ada',
    ]) {
      const client = await rawClient(proxy.port)
      const [method, path] = line.split(' ')
      client.send(`${method} http://x.test${path} HTTP/1.1\r\nHost: x.test\r\nConnection: close\r\n\r\n`)
      const { text } = await client.ended()
      seen.push(`${text.slice(9, 12)} ${text.split('\r\n\r\n')[1]}`.trim())
      client.close()
    }
    const traced = (await proxy.ended(2)).rules.map(({ actions }) => actions)
    expect(traced).toContainEqual(['set the state cart to full', 'answer 201'])
    return seen
  }
  const seen = await run()
  expect(seen.slice(0, 7)).toEqual(['200 [1]', '200 empty', '201', '200 full', '503', '200 fine', '200 fine'])
  expect(seen[7]).toMatch(/^200 hi Ada 1 \d+$/)
  expect(seen[8]).toMatch(/^200 hi Ada 2 \d+$/)
  // The same seed, the same answers.
  expect(await run()).toEqual(seen)
})
