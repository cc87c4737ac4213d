/** Origins whose answers are not what they say: the next request must never get a byte of the last answer. */
import { describe, expect, test } from 'vitest'
import { endings, serves, settled, toOrigin, until, within } from '../../support/abuse.ts'
import { startProxy } from '../../support/proxy.ts'
import { type RawConnection, rawClient, rawOrigin } from '../../support/raw.ts'

/** Answers the first request of the first connection with `bytes`, all others with a plain 200. */
function lyingOnce(bytes: string, then?: (connection: RawConnection) => void): (connection: RawConnection) => void {
  let lied = false
  return (connection) => {
    let answered = 0
    connection.socket.on('data', () => {
      const heads = connection.received().split('\r\n\r\n').length - 1
      for (; answered < heads; answered++) {
        connection.send(lied ? 'HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ngood' : bytes)
        if (!lied) then?.(connection)
        lied = true
      }
    })
  }
}

const evil = 'HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil'

describe('bytes after the answer', () => {
  test.each([
    ['a second response', `HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok${evil}`, /ok$/],
    [
      'a second response after chunks',
      `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n${evil}`,
      /0\r\n\r\n$/,
    ],
    ['a second response after an empty one', `HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n${evil}`, /\r\n\r\n$/],
    ['more body than was said', 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok, and much more', /ok$/],
    ['a 204 with a body', `HTTP/1.1 204 No Content\r\n\r\n${evil}`, /\r\n\r\n$/],
    ['a 304 with a body', `HTTP/1.1 304 Not Modified\r\nContent-Length: 41\r\n\r\n${evil}`, /\r\n\r\n$/],
    ['a CRLF too many', 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok\r\n', /ok$/],
  ])('%s', async (_name, bytes, end) => {
    await using origin = await rawOrigin(lyingOnce(bytes))
    await using proxy = await startProxy()
    const client = await rawClient(proxy.port)
    client.send(toOrigin(origin.port))
    const first = await within(2_000, 'the first answer', client.until(end))
    expect(first).not.toContain('evil')
    expect(first).not.toContain('more')
    client.send(toOrigin(origin.port))
    const both = await within(2_000, 'the second answer', client.until(/good$/))
    expect(both).not.toContain('evil')
    expect(origin.connections).toHaveLength(2)
    const ends = await settled(proxy)
    expect(ends.map(({ outcome }) => outcome)).toEqual(['complete', 'complete'])
    client.close()
  })

  test('a HEAD answer with a body', async () => {
    await using origin = await rawOrigin(lyingOnce(`HTTP/1.1 200 OK\r\nContent-Length: 41\r\n\r\n${evil}`))
    await using proxy = await startProxy()
    const client = await rawClient(proxy.port)
    client.send(toOrigin(origin.port, 'HEAD'))
    await within(2_000, 'the first answer', client.until(/\r\n\r\n$/))
    client.send(toOrigin(origin.port))
    expect(await within(2_000, 'the second answer', client.until(/good$/))).not.toContain('evil')
    expect(origin.connections).toHaveLength(2)
    client.close()
  })

  test('an answer nobody asked for, on an idle connection', async () => {
    await using origin = await rawOrigin()
    await using proxy = await startProxy()
    const client = await rawClient(proxy.port)
    client.send(toOrigin(origin.port))
    const upstream = await origin.connection()
    await upstream.until(/\r\n\r\n/)
    upstream.send('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok')
    await client.until(/ok$/)
    await settled(proxy)
    upstream.send(evil)
    await within(2_000, 'the connection to be closed', upstream.ended())
    client.send(toOrigin(origin.port))
    const second = await within(2_000, 'another connection', origin.connection(1))
    await second.until(/\r\n\r\n/)
    second.send('HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ngood')
    expect(await within(2_000, 'the answer', client.until(/good$/))).not.toContain('evil')
    client.close()
  })
})

test.each([
  ['Content-Length, then FIN', 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf'],
  ['a close in the middle of a chunk', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n10\r\nhalf'],
  ['a close before the last chunk', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n'],
  ['a close in the trailers', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n0\r\nX: y\r\n'],
])('too short: %s', async (_name, bytes) => {
  await using origin = await rawOrigin(lyingOnce(bytes, (connection) => connection.socket.end()))
  await using proxy = await startProxy()
  const client = await rawClient(proxy.port)
  client.send(toOrigin(origin.port))
  const { text } = await within(2_000, 'the connection to be closed', client.ended())
  expect(text).toContain('half')
  expect(text).not.toMatch(/\r\n0\r\n/)
  await settled(proxy)
  expect(await proxy.ended()).toMatchObject({
    outcome: 'upstream_error',
    status: 200,
    error: { code: 'upstream_closed', leg: 'upstream' },
    responseBody: { size: 4 },
  })
  client.close()
  await serves(proxy)
})

test('a head cut off is a 502', async () => {
  await using origin = await rawOrigin(
    lyingOnce('HTTP/1.1 200 OK\r\nContent-Le', (connection) => connection.socket.end()),
  )
  await using proxy = await startProxy()
  const client = await rawClient(proxy.port)
  client.send(toOrigin(origin.port))
  expect(await within(2_000, 'an answer', client.until(/\r\n\r\n.+\n$/s))).toMatch(/^HTTP\/1\.1 502 /)
  await settled(proxy)
  expect(await proxy.ended()).toMatchObject({ outcome: 'upstream_error', error: { code: 'upstream_closed' } })
  client.close()
})

test('an answer before the request is whole is relayed, and the upload goes on or ends, but never hangs', async () => {
  await using origin = await rawOrigin((connection) =>
    connection.send('HTTP/1.1 413 Content Too Large\r\nContent-Length: 3\r\nConnection: close\r\n\r\nbig'),
  )
  await using proxy = await startProxy()
  const client = await rawClient(proxy.port)
  client.send(toOrigin(origin.port, 'POST', '/', 'Content-Length: 1000000\r\n'))
  client.send('x'.repeat(1000))
  expect(await within(2_000, 'the answer', client.until(/big$/))).toMatch(/^HTTP\/1\.1 (413|502) /)
  ;(await origin.connection()).socket.end()
  client.send('x'.repeat(1000))
  client.close()
  await settled(proxy)
  await serves(proxy)
})

test('a greeting before any request is not taken for the answer of the next one', async () => {
  await using origin = await rawOrigin(
    lyingOnce('HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok', (connection) =>
      connection.socket.end(),
    ),
  )
  await using proxy = await startProxy()
  const client = await rawClient(proxy.port)
  client.send(toOrigin(origin.port))
  await within(2_000, 'the first answer', client.until(/ok$/))
  client.send(toOrigin(origin.port))
  await within(2_000, 'the second answer', client.until(/good$/))
  expect(origin.connections).toHaveLength(2)
  await settled(proxy)
  client.close()
})

test('a 101 nobody asked for is a 502 and not a tunnel', async () => {
  await using origin = await rawOrigin(
    lyingOnce('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\nraw bytes'),
  )
  await using proxy = await startProxy()
  const client = await rawClient(proxy.port)
  client.send(toOrigin(origin.port))
  expect(await within(2_000, 'an answer', client.until(/\r\n\r\n.+/s))).toMatch(/^HTTP\/1\.1 502 /)
  await settled(proxy)
  expect(await proxy.ended()).toMatchObject({ outcome: 'upstream_error', error: { code: 'upstream_malformed' } })
  await within(2_000, 'the upstream to be closed', (await origin.connection()).ended())
  client.close()
})

test('1xx without end is cut off', async () => {
  let sent = 0
  await using origin = await rawOrigin((connection) => {
    const flood = (): void => {
      while (!connection.socket.destroyed && connection.socket.write('HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n'))
        sent++
    }
    connection.socket.on('drain', flood)
    connection.socket.once('data', flood)
  })
  await using proxy = await startProxy()
  const client = await rawClient(proxy.port)
  client.send(toOrigin(origin.port))
  await until(() => endings(proxy).length === 1, 'the exchange to end', 5_000)
  expect(await proxy.ended()).toMatchObject({ outcome: 'upstream_error', error: { leg: 'upstream' } })
  expect((await proxy.ended()).interim.length).toBeLessThan(1_000)
  client.close()
  await serves(proxy)
  expect(sent).toBeGreaterThan(0)
})
