/** Requests that cannot be parsed: 400 and close, an exchange with the bytes and the reason, and nothing of it upstream. */
import { describe, expect, test } from 'vitest'
import { serves, settled, toOrigin, within } from '../../support/abuse.ts'
import { startProxy } from '../../support/proxy.ts'
import { answering, rawClient, rawOrigin } from '../../support/raw.ts'

const host = 'Host: a\r\n'

/** Name, bytes, and what the reason must say. */
const heads: readonly (readonly [name: string, bytes: string, reason: RegExp])[] = [
  ['no request at all', '\x00\x01\x02\x03\r\n\r\n', /a method and a space/],
  ['a method of illegal characters', `G(T / HTTP/1.1\r\n${host}\r\n`, /a method and a space/],
  ['two spaces before the target', `GET  / HTTP/1.1\r\n${host}\r\n`, /a request target/],
  ['a tab before the target', `GET\t/ HTTP/1.1\r\n${host}\r\n`, /a method and a space/],
  ['a space in the target', `GET /a b HTTP/1.1\r\n${host}\r\n`, /HTTP\/1\.1 or HTTP\/1\.0/],
  ['no version (HTTP/0.9)', 'GET /\r\n\r\n', /a request target and a space/],
  ['HTTP/2.0 in text', `GET / HTTP/2.0\r\n${host}\r\n`, /HTTP\/1\.1 or HTTP\/1\.0/],
  ['HTTP/1.2', `GET / HTTP/1.2\r\n${host}\r\n`, /HTTP\/1\.1 or HTTP\/1\.0/],
  ['a lower-case version', `GET / http/1.1\r\n${host}\r\n`, /HTTP\/1\.1 or HTTP\/1\.0/],
  ['something after the version', `GET / HTTP/1.1 x\r\n${host}\r\n`, /CRLF/],
  ['a response', 'HTTP/1.1 200 OK\r\n\r\n', /a method and a space/],
  ['a NUL in a value', `GET / HTTP/1.1\r\n${host}X: a\0b\r\n\r\n`, /0x00/],
  ['a NUL in a name', `GET / HTTP/1.1\r\n${host}X\0: a\r\n\r\n`, /0x00/],
  ['a NUL in the target', `GET /\0 HTTP/1.1\r\n${host}\r\n`, /0x00/],
  ['a bare LF after the request line', `GET / HTTP/1.1\n${host}\r\n`, /bare LF/],
  ['bare LFs only', 'GET / HTTP/1.1\nHost: a\n\n', /bare LF/],
  ['a bare LF in a value', `GET / HTTP/1.1\r\n${host}X: a\nY: b\r\n\r\n`, /bare LF/],
  ['a bare CR in a value', `GET / HTTP/1.1\r\n${host}X: a\rb\r\n\r\n`, /bare CR/],
  ['a folded line', `GET / HTTP/1.1\r\n${host}X: a\r\n b\r\n\r\n`, /obs-fold/],
  ['a folded first line', `GET / HTTP/1.1\r\n X: a\r\n${host}\r\n`, /obs-fold/],
  ['a space before the colon', `GET / HTTP/1.1\r\n${host}X : a\r\n\r\n`, /white space/],
  ['an empty name', `GET / HTTP/1.1\r\n${host}: a\r\n\r\n`, /a field name before the colon/],
  ['an illegal name', `GET / HTTP/1.1\r\n${host}X(y): a\r\n\r\n`, /a field name and a colon/],
  ['a name beyond ASCII', `GET / HTTP/1.1\r\n${host}\xe9: a\r\n\r\n`, /a field name/],
  ['a line without a colon', `GET / HTTP/1.1\r\n${host}nothing\r\n\r\n`, /a field name and a colon/],
  ['two Hosts', 'GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n', /one Host/],
  [
    'Content-Length and Transfer-Encoding',
    `POST / HTTP/1.1\r\n${host}Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    /got both/,
  ],
  [
    'two Content-Lengths that differ',
    `POST / HTTP/1.1\r\n${host}Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd`,
    /one Content-Length/,
  ],
  [
    'a Content-Length list that differs',
    `POST / HTTP/1.1\r\n${host}Content-Length: 3, 4\r\n\r\nabcd`,
    /one Content-Length/,
  ],
  ['a negative Content-Length', `POST / HTTP/1.1\r\n${host}Content-Length: -1\r\n\r\n`, /of digits/],
  ['a Content-Length with a plus', `POST / HTTP/1.1\r\n${host}Content-Length: +3\r\n\r\nabc`, /of digits/],
  ['a Content-Length in hex', `POST / HTTP/1.1\r\n${host}Content-Length: 0x3\r\n\r\nabc`, /of digits/],
  [
    'an endless Content-Length',
    `POST / HTTP/1.1\r\n${host}Content-Length: 99999999999999999999\r\n\r\n`,
    /below 2\^53/,
  ],
  ['an empty Content-Length', `POST / HTTP/1.1\r\n${host}Content-Length:\r\n\r\n`, /of digits/],
  ['an unknown transfer coding', `POST / HTTP/1.1\r\n${host}Transfer-Encoding: gzip\r\n\r\n`, /chunked alone/],
  ['chunked not last', `POST / HTTP/1.1\r\n${host}Transfer-Encoding: chunked, gzip\r\n\r\n`, /chunked alone/],
  ['chunked twice', `POST / HTTP/1.1\r\n${host}Transfer-Encoding: chunked, chunked\r\n\r\n`, /chunked alone/],
  [
    'Transfer-Encoding in HTTP/1.0',
    `POST / HTTP/1.0\r\n${host}Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    /HTTP\/1\.0/,
  ],
]

describe('a head', () => {
  test.each(heads)('with %s', async (_name, bytes, reason) => {
    await using proxy = await startProxy()
    const client = await rawClient(proxy.port)
    client.send(bytes)
    const { text, how } = await within(2_000, 'the connection to be closed', client.ended())
    expect(text).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/)
    expect(text).toMatch(/\r\nConnection: close\r\n/i)
    expect(how).toBe('fin')
    const [body] = text.split('\r\n\r\n').slice(1)
    expect(body).toMatch(reason)

    await settled(proxy)
    const exchange = await proxy.ended()
    expect(exchange).toMatchObject({ outcome: 'refused', status: 400, error: { code: 'bad_request', leg: 'client' } })
    expect(exchange.error!.message).toMatch(reason)
    expect(exchange.unparsed).toBe(bytes)
    client.close()
    await serves(proxy)
  })
})

/** Bodies whose framing breaks after a head that was good. */
const bodies: readonly (readonly [name: string, bytes: string, reason: RegExp])[] = [
  ['a chunk size that is no number', 'xyz\r\nabc\r\n0\r\n\r\n', /a chunk size in hex/],
  ['a negative chunk size', '-1\r\nabc\r\n0\r\n\r\n', /a chunk size in hex/],
  ['a chunk size with 0x', '0x3\r\nabc\r\n0\r\n\r\n', /after the chunk size/],
  ['a chunk size with spaces before', ' 3\r\nabc\r\n0\r\n\r\n', /a chunk size in hex/],
  ['an endless chunk size', 'fffffffffffffffff\r\nabc\r\n0\r\n\r\n', /chunk size/],
  ['an empty chunk size', '\r\nabc\r\n0\r\n\r\n', /a chunk size in hex/],
  ['a bare LF after the size', '3\nabc\r\n0\r\n\r\n', /bare LF/],
  ['more data than the size says', '3\r\nabcd\r\n0\r\n\r\n', /CRLF after the chunk's data/],
  ['a bare LF after the data', '3\r\nabc\n0\r\n\r\n', /CRLF after the chunk's data/],
  ['a NUL in a chunk extension', '3;a=\0\r\nabc\r\n0\r\n\r\n', /extension/],
  ['a bare LF in the trailers', '0\r\nX: a\n\r\n', /bare LF/],
  ['a bad trailer name', '0\r\nX y: a\r\n\r\n', /white space/],
  ['a NUL in a trailer', '0\r\nX: a\0\r\n\r\n', /0x00/],
  ['a folded trailer', '0\r\nX: a\r\n b\r\n\r\n', /obs-fold/],
]

describe('a chunked body', () => {
  test.each(bodies)('with %s', async (_name, bytes, reason) => {
    await using origin = await rawOrigin()
    await using proxy = await startProxy()
    const client = await rawClient(proxy.port)
    client.send(toOrigin(origin.port, 'POST', '/', 'Transfer-Encoding: chunked\r\n'))
    const upstream = await origin.connection()
    await upstream.until(/\r\n\r\n/)
    client.send(bytes)
    const { text } = await within(2_000, 'the connection to be closed', client.ended())
    expect(text).toMatch(/^HTTP\/1\.1 400 /)
    // The upstream must not take the body for complete.
    const sent = await within(2_000, 'the upstream to be closed', upstream.ended())
    expect(sent.text).not.toMatch(/0\r\n(.*\r\n)?\r\n$/s)

    await settled(proxy)
    const exchange = await proxy.ended()
    expect(exchange).toMatchObject({ outcome: 'refused', status: 400, error: { code: 'bad_request', leg: 'client' } })
    expect(exchange.error!.message).toMatch(reason)
    expect(exchange.error!.bytes).toContain(bytes.slice(0, 3))
    client.close()
    await serves(proxy)
  })
})

describe('after a good request', () => {
  test('pipelined garbage is refused after the answer, and is an exchange of its own', async () => {
    await using origin = await rawOrigin(answering('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'))
    await using proxy = await startProxy()
    const client = await rawClient(proxy.port)
    client.send(`${toOrigin(origin.port)}\x00garbage\r\n\r\n`)
    const { text } = await within(2_000, 'the connection to be closed', client.ended())
    expect(text).toMatch(/^HTTP\/1\.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP\/1\.1 400 /)
    await settled(proxy)
    expect((await proxy.ended(0)).outcome).toBe('complete')
    expect(await proxy.ended(1)).toMatchObject({ outcome: 'refused', unparsed: '\x00garbage\r\n\r\n' })
    expect((await origin.connection()).received()).not.toContain('garbage')
    client.close()
  })

  test('garbage while the answer is still coming does not disturb it', async () => {
    await using origin = await rawOrigin()
    await using proxy = await startProxy()
    const client = await rawClient(proxy.port)
    client.send(toOrigin(origin.port))
    const upstream = await origin.connection()
    await upstream.until(/\r\n\r\n/)
    upstream.send('HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nhal')
    await client.until(/hal$/)
    client.send('G@RBAGE\r\n\r\n')
    upstream.send('f')
    const { text } = await within(2_000, 'the connection to be closed', client.ended())
    expect(text).toMatch(/\r\n\r\nhalfHTTP\/1\.1 400 /)
    const ends = await settled(proxy)
    expect(ends.map(({ outcome }) => outcome)).toEqual(['complete', 'refused'])
    client.close()
  })

  test('half a head and then a FIN is told and recorded', async () => {
    await using proxy = await startProxy()
    const client = await rawClient(proxy.port)
    client.send('GET / HTTP/1.1\r\nHost')
    client.socket.end()
    const { text } = await within(2_000, 'the connection to be closed', client.ended())
    expect(text).toMatch(/^HTTP\/1\.1 400 /)
    await settled(proxy)
    expect(await proxy.ended()).toMatchObject({
      outcome: 'refused',
      unparsed: 'GET / HTTP/1.1\r\nHost',
      error: { message: expect.stringContaining('end of the connection') },
    })
    client.close()
  })
})

describe('what is asked for', () => {
  test.each([
    ['CONNECT without a port', 'CONNECT example.test HTTP/1.1\r\nHost: a\r\n\r\n'],
    ['CONNECT with a path', 'CONNECT /x HTTP/1.1\r\nHost: a\r\n\r\n'],
    ['CONNECT to port 0', 'CONNECT a:0 HTTP/1.1\r\nHost: a\r\n\r\n'],
    ['CONNECT to port 65536', 'CONNECT a:65536 HTTP/1.1\r\nHost: a\r\n\r\n'],
    ['a scheme nobody speaks', 'GET gopher://a/ HTTP/1.1\r\nHost: a\r\n\r\n'],
    ['no host in the URL', 'GET http:/// HTTP/1.1\r\nHost: a\r\n\r\n'],
    ['a port that is none', 'GET http://a:port/ HTTP/1.1\r\nHost: a\r\n\r\n'],
    ['an unclosed IPv6 address', 'GET http://[::1/ HTTP/1.1\r\nHost: a\r\n\r\n'],
    ['a bare word', 'GET word HTTP/1.1\r\nHost: a\r\n\r\n'],
  ])('%s', async (_name, bytes) => {
    await using proxy = await startProxy()
    const client = await rawClient(proxy.port)
    client.send(bytes)
    const text = await within(2_000, 'an answer', client.until(/\r\n\r\n.+\n$/s))
    expect(text).toMatch(/^HTTP\/1\.1 400 /)
    await settled(proxy)
    expect(await proxy.ended()).toMatchObject({ outcome: 'refused', error: { code: 'bad_request' } })
    client.close()
    await serves(proxy)
  })
})
