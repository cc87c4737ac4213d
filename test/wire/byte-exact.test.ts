/** What is not meant to change does not: heads compared byte for byte, through raw sockets on both ends. */
import { connect as connectTls } from 'node:tls'
import { describe, expect, test } from 'vitest'
import { legHeads } from '../../src/kit/legs.ts'
import { startProxy } from '../support/proxy.ts'
import { answering, rawClient, rawConnection, rawOrigin } from '../support/raw.ts'

/** Odd but legal: letter case, duplicates, empty values, white space around values, obs-text, order. */
const oddFields = [
  'x-FIRST: 1',
  'X-Dup: a',
  'x-dUP: b',
  'Accept:    spaced   ',
  'X-Empty:',
  'X-Tab:\tvalue\t',
  'X_Under_Score: kept',
  'X-Latin: caf\xe9',
  'Cookie: a=1',
  'COOKIE: b=2',
  'X-Dup: a',
  'X-Quote: "a, b"; c',
].join('\r\n')

const response = `HTTP/1.1 299 Fine, thank  you\r\nSET-cookie: a=1\r\nDate: today\r\nset-Cookie: b=2\r\nServer:\r\nX-Odd:  two  spaces \r\nContent-Length: 2\r\nX-After: length\r\n\r\nok`

describe('over HTTP/1', () => {
  test('a plain request changes its target form and nothing else', async () => {
    await using origin = await rawOrigin(answering(response))
    await using proxy = await startProxy()
    const client = await rawClient(proxy.port)
    client.send(
      `PaTcH http://127.0.0.1:${origin.port}/a/../b?q=%7e&&#f HTTP/1.1\r\nHoSt: 127.0.0.1:${origin.port}\r\n${oddFields}\r\n\r\n`,
    )
    const answer = await client.until(/ok$/)

    const upstream = await origin.connection()
    expect(upstream.received()).toBe(
      `PaTcH /a/../b?q=%7e&&#f HTTP/1.1\r\nHoSt: 127.0.0.1:${origin.port}\r\n${oddFields}\r\n\r\n`,
    )
    expect(answer).toBe(response)

    const exchange = await proxy.ended()
    const [client0, origin0] = legHeads(exchange)
    expect(origin0!.request!.target).toBe('/a/../b?q=%7e&&#f')
    expect(exchange.hops.flatMap((hop) => hop.request.map((patch) => `${patch.name} ${patch.cause}`))).toEqual([
      ':target target-form',
    ])
    expect(exchange.hops.flatMap((hop) => hop.response)).toEqual([])
    expect(client0!.response!.reason).toBe('Fine, thank  you')
    client.close()
  })

  test('inside TLS everything is left as it is', async () => {
    await using origin = await rawOrigin(answering(response))
    await using proxy = await startProxy({}, [
      {
        name: 'to-origin',
        handle: (request, next, context) =>
          next(
            { ...request, target: { ...request.target, scheme: 'http', host: '127.0.0.1', port: origin.port } },
            context,
          ),
      },
    ])
    const tunnel = await rawClient(proxy.port)
    tunnel.send('CONNECT example.test:443 HTTP/1.1\r\nHost: example.test:443\r\n\r\n')
    expect(await tunnel.until(/\r\n\r\n$/)).toBe('HTTP/1.1 200 Connection established\r\n\r\n')
    tunnel.socket.removeAllListeners('data')
    const secured = connectTls({
      socket: tunnel.socket,
      servername: 'example.test',
      ca: proxy.ca,
      ALPNProtocols: ['http/1.1'],
    })
    const client = rawConnection(secured)
    client.send(`GET /x HTTP/1.1\r\nHost: example.test\r\n${oddFields}\r\n\r\n`)
    expect(await client.until(/ok$/)).toBe(response)
    expect((await origin.connection()).received()).toBe(`GET /x HTTP/1.1\r\nHost: example.test\r\n${oddFields}\r\n\r\n`)
    client.close()
  })

  test('hop-by-hop fields go, each with its cause, and what Connection names goes with them', async () => {
    await using origin = await rawOrigin(
      answering(
        'HTTP/1.1 200 OK\r\nConnection: X-Private, keep-alive\r\nX-Private: 1\r\nKeep-Alive: timeout=5\r\nX-Public: 2\r\nContent-Length: 0\r\n\r\n',
      ),
    )
    await using proxy = await startProxy()
    const client = await rawClient(proxy.port)
    client.send(
      `GET http://127.0.0.1:${origin.port}/ HTTP/1.1\r\nHost: 127.0.0.1:${origin.port}\r\nA: 1\r\nProxy-Connection: keep-alive\r\nConnection: close-not, X-Hop\r\nX-Hop: secret\r\nTE: trailers\r\nB: 2\r\nProxy-Authorization: Basic eDp5\r\nC: 3\r\n\r\n`,
    )
    expect(await client.until(/\r\n\r\n$/)).toBe('HTTP/1.1 200 OK\r\nX-Public: 2\r\nContent-Length: 0\r\n\r\n')
    expect((await origin.connection()).received()).toBe(
      `GET / HTTP/1.1\r\nHost: 127.0.0.1:${origin.port}\r\nA: 1\r\nB: 2\r\nC: 3\r\n\r\n`,
    )

    const exchange = await proxy.ended()
    const patches = exchange.hops.flatMap((hop) => hop.request)
    expect(patches.filter((patch) => patch.op === 'remove').map((patch) => [patch.name, patch.cause])).toEqual([
      ['Proxy-Connection', 'hop-by-hop'],
      ['Connection', 'hop-by-hop'],
      ['TE', 'hop-by-hop'],
      ['Proxy-Authorization', 'hop-by-hop'],
      ['X-Hop', 'hop-by-hop'],
    ])
    const legs = legHeads(exchange)
    expect(legs.at(-1)!.request!.fields).toEqual(['Host', `127.0.0.1:${origin.port}`, 'A', '1', 'B', '2', 'C', '3'])
    expect(legs[0]!.response!.fields).toEqual(['X-Public', '2', 'Content-Length', '0'])
    client.close()
  })

  test('a Host that contradicts the target is made from the target (RFC 9112 §3.2.2)', async () => {
    await using origin = await rawOrigin(answering('HTTP/1.1 204 No Content\r\n\r\n'))
    await using proxy = await startProxy()
    const client = await rawClient(proxy.port)
    client.send(`GET http://127.0.0.1:${origin.port}/ HTTP/1.1\r\nA: 1\r\nHost: evil.test\r\n\r\n`)
    expect(await client.until(/\r\n\r\n$/)).toBe('HTTP/1.1 204 No Content\r\n\r\n')
    expect((await origin.connection()).received()).toBe(
      `GET / HTTP/1.1\r\nA: 1\r\nHost: 127.0.0.1:${origin.port}\r\n\r\n`,
    )
    client.close()
  })

  test('chunked bodies and trailers pass, their boundaries may not', async () => {
    await using origin = await rawOrigin(
      answering(
        'HTTP/1.1 200 OK\r\nTransfer-Encoding:  Chunked\r\nTrailer: X-Sum\r\n\r\n3;ext=1\r\nabc\r\n0\r\nX-Sum: 1\r\nx-SUM: 2\r\n\r\n',
      ),
    )
    await using proxy = await startProxy()
    const client = await rawClient(proxy.port)
    client.send(
      `POST http://127.0.0.1:${origin.port}/ HTTP/1.1\r\nHost: 127.0.0.1:${origin.port}\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\nX-Up: 1\r\n\r\n`,
    )
    expect(await client.until(/x-SUM: 2\r\n\r\n$/)).toBe(
      'HTTP/1.1 200 OK\r\nTransfer-Encoding:  Chunked\r\nTrailer: X-Sum\r\n\r\n3\r\nabc\r\n0\r\nX-Sum: 1\r\nx-SUM: 2\r\n\r\n',
    )
    const exchange = await proxy.ended()
    expect((await origin.connection()).received()).toBe(
      `POST / HTTP/1.1\r\nHost: 127.0.0.1:${origin.port}\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\nX-Up: 1\r\n\r\n`,
    )
    expect(exchange.requestBody.size).toBe(2)
    expect(exchange.responseBody.size).toBe(3)
    client.close()
  })
})
