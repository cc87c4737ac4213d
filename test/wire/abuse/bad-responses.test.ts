/** Responses that cannot be parsed: 502 with the cause, the bytes kept, and the connection never used again. */
import { describe, expect, test } from 'vitest'
import { serves, settled, toOrigin, within } from '../../support/abuse.ts'
import { startProxy } from '../../support/proxy.ts'
import { answering, rawClient, rawOrigin } from '../../support/raw.ts'

/** Name, bytes, and what the reason must say. */
const heads: readonly (readonly [name: string, bytes: string, reason: RegExp])[] = [
  ['no response at all', 'SSH-2.0-OpenSSH_9.6\r\n\r\n', /HTTP\/1\.1 or HTTP\/1\.0/],
  ['HTTP/0.9: a body alone', '<html>hello</html>\r\n\r\n', /HTTP\/1\.1 or HTTP\/1\.0/],
  ['HTTP/2 in text', 'HTTP/2 200\r\n\r\n', /HTTP\/1\.1 or HTTP\/1\.0/],
  ['a status of two digits', 'HTTP/1.1 20 OK\r\n\r\n', /a status of three digits/],
  ['a status below 100', 'HTTP/1.1 099 No\r\n\r\n', /a status/],
  ['a status of letters', 'HTTP/1.1 abc No\r\n\r\n', /a status/],
  ['a status of four digits', 'HTTP/1.1 2000 OK\r\n\r\n', /got/],
  ['no space after the version', 'HTTP/1.1200 OK\r\n\r\n', /a space/],
  ['a NUL in the reason', 'HTTP/1.1 200 O\0K\r\n\r\n', /0x00/],
  ['a NUL in a value', 'HTTP/1.1 200 OK\r\nX: a\0\r\n\r\n', /0x00/],
  ['a bare CR in a value', 'HTTP/1.1 200 OK\r\nX: a\rb\r\n\r\n', /bare CR/],
  ['a space before the colon', 'HTTP/1.1 200 OK\r\nContent-Length : 2\r\n\r\nok', /white space/],
  ['an illegal name', 'HTTP/1.1 200 OK\r\nX(y): 1\r\n\r\n', /a field name and a colon/],
  ['a line without a colon', 'HTTP/1.1 200 OK\r\nnothing\r\n\r\n', /a field name and a colon/],
  [
    'Content-Length and Transfer-Encoding',
    'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    /got both/,
  ],
  [
    'two Content-Lengths that differ',
    'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nabc',
    /one Content-Length/,
  ],
  ['a Content-Length that is none', 'HTTP/1.1 200 OK\r\nContent-Length: two\r\n\r\nok', /of digits/],
  ['chunked not last', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked, gzip\r\n\r\n', /chunked alone/],
  ['Transfer-Encoding in HTTP/1.0', 'HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n', /HTTP\/1\.0/],
]

describe('a head', () => {
  test.each(heads)('with %s', async (_name, bytes, reason) => {
    await using origin = await rawOrigin(answering(bytes))
    await using proxy = await startProxy()
    const client = await rawClient(proxy.port)
    client.send(toOrigin(origin.port))
    const text = await within(2_000, 'an answer', client.until(/\r\n\r\n.+\n$/s))
    expect(text).toMatch(/^HTTP\/1\.1 502 Bad Gateway\r\n/)
    expect(text).toMatch(/\r\nProxy-Status: middlebox; error=http_protocol_error; details="/)
    expect(text).toMatch(reason)

    await settled(proxy)
    const exchange = await proxy.ended()
    expect(exchange).toMatchObject({
      outcome: 'upstream_error',
      status: 502,
      error: { code: 'upstream_malformed', leg: 'upstream' },
    })
    expect(exchange.error!.bytes).toBe(bytes)
    await within(2_000, 'the upstream to be closed', (await origin.connection()).ended())

    // The client's connection is good: the next request goes through it, over a new upstream connection.
    client.send(toOrigin(origin.port, 'GET', '/again'))
    await within(2_000, 'another connection to the origin', origin.connection(1))
    client.close()
    await serves(proxy)
  })
})

test.each([
  ['a bare LF', 'HTTP/1.1 200 OK\nContent-Length: 2\n\nok', 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'],
  [
    'a folded line',
    'HTTP/1.1 200 OK\r\nX: a\r\n b\r\nContent-Length: 2\r\n\r\nok',
    'HTTP/1.1 200 OK\r\nX: a b\r\nContent-Length: 2\r\n\r\nok',
  ],
])('%s in a response is mended, with a warning', async (_name, bytes, mended) => {
  await using origin = await rawOrigin(answering(bytes))
  await using proxy = await startProxy()
  const client = await rawClient(proxy.port)
  client.send(toOrigin(origin.port))
  // A script that counts CRLFCRLF does not see the end of a head with bare LFs, but the request's.
  expect(await within(2_000, 'an answer', client.until(/ok$/))).toBe(mended)
  await settled(proxy)
  expect(proxy.events.filter((event) => event.type === 'warning').map(({ code }) => code)).toEqual([
    'upstream_malformed',
  ])
  client.close()
})

/** Bodies that break after their head went to the client: all it can see is that the message does not end. */
const bodies: readonly (readonly [name: string, bytes: string, reason: RegExp])[] = [
  ['a chunk size that is no number', '2\r\nab\r\nzz\r\n', /chunk size/],
  ['an endless chunk size', '2\r\nab\r\nfffffffffffffffffff\r\n', /chunk size/],
  ['more data than the size says', '2\r\nabc\r\n', /chunk's data/],
  ['a bare LF after the size', '2\r\nab\r\n2\ncd\r\n', /bare LF/],
  ['a size line without end', `2\r\nab\r\n1;${'x'.repeat(10_000)}`, /size line/],
  ['a bad trailer', '2\r\nab\r\n0\r\nX y: 1\r\n\r\n', /white space/],
  ['trailers of 100 KB', `2\r\nab\r\n0\r\nX: ${'y'.repeat(100_000)}\r\n\r\n`, /trailers/],
  ['trailers without end', `2\r\nab\r\n0\r\n${'X: y\r\n'.repeat(20_000)}`, /trailers|field lines/],
]

describe('a chunked body', () => {
  test.each(bodies)('with %s', async (_name, bytes, reason) => {
    await using origin = await rawOrigin(answering(`HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${bytes}`))
    await using proxy = await startProxy()
    const client = await rawClient(proxy.port)
    client.send(toOrigin(origin.port))
    const { text } = await within(2_000, 'the connection to be closed', client.ended())
    expect(text).toMatch(/^HTTP\/1\.1 (200|502) /)
    if (text.startsWith('HTTP/1.1 200')) expect(text).not.toMatch(/\r\n0\r\n/)
    await settled(proxy)
    const exchange = await proxy.ended()
    expect(exchange).toMatchObject({
      outcome: 'upstream_error',
      error: { code: expect.stringMatching(/^upstream_(malformed|head_too_large)$/), leg: 'upstream' },
    })
    expect(exchange.error!.message).toMatch(reason)
    expect(exchange.error!.bytes!.length).toBeGreaterThan(0)
    await within(2_000, 'the upstream to be closed', (await origin.connection()).ended())
    client.close()
    await serves(proxy)
  })
})

test.each([
  ['one line', `X: ${'y'.repeat(70_000)}\r\n`],
  ['many lines', 'X: y\r\n'.repeat(201)],
])('a response head that is too large (%s) is a 502', async (_name, fields) => {
  await using origin = await rawOrigin(answering(`HTTP/1.1 200 OK\r\n${fields}\r\n`))
  await using proxy = await startProxy()
  const client = await rawClient(proxy.port)
  client.send(toOrigin(origin.port))
  const text = await within(2_000, 'an answer', client.until(/\r\n\r\n.+\n$/s))
  expect(text).toMatch(/^HTTP\/1\.1 502 .*http_response_header_section_size/s)
  await settled(proxy)
  expect(await proxy.ended()).toMatchObject({ outcome: 'upstream_error', error: { code: 'upstream_head_too_large' } })
  client.close()
})
