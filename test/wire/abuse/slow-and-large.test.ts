/** Heads that come slowly or are too large, and clients that only sit there. */
import { describe, expect, test } from 'vitest'
import { rounds, serves, settled, sound, until, within } from '../../support/abuse.ts'
import { startProxy } from '../../support/proxy.ts'
import { type RawConnection, rawClient } from '../../support/raw.ts'

/** Sends one byte each 20 ms until the connection is closed or the text is out. */
async function trickle(client: RawConnection, text: string): Promise<void> {
  let at = 0
  const timer = setInterval(() => {
    if (at < text.length && client.socket.writable) client.send(text[at++]!)
  }, 20)
  await within(3_000, 'the connection to be closed', client.ended()).finally(() => clearInterval(timer))
}

const slowHead = `GET / HTTP/1.1\r\nHost: a\r\nX: ${'y'.repeat(1000)}`

describe('slow', () => {
  test('a head whose bytes keep coming gets 408 at the limit, and its bytes are kept', async () => {
    await using proxy = await startProxy({ limits: { headTimeout: 400 } })
    const client = await rawClient(proxy.port)
    const since = performance.now()
    await trickle(client, slowHead)
    expect(performance.now() - since).toBeLessThan(1_500)
    expect(client.received()).toMatch(/^HTTP\/1\.1 408 /)
    await settled(proxy)
    const exchange = await proxy.ended()
    expect(exchange).toMatchObject({ outcome: 'refused', status: 408, error: { code: 'head_timeout' } })
    // How much of it came in time is the machine's affair.
    expect(exchange.unparsed).toMatch(/^GE?T?/)
    expect(slowHead.startsWith(exchange.unparsed!)).toBe(true)
    client.close()
  })

  test('so does the second head on a kept connection, from its first byte on', async () => {
    await using proxy = await startProxy({ limits: { headTimeout: 400 } })
    const client = await rawClient(proxy.port)
    client.send('GET /status/204 HTTP/1.1\r\nHost: middlebox.test\r\n\r\n')
    await client.until(/\r\n\r\n$/)
    await trickle(client, slowHead)
    expect(client.received()).toMatch(/^HTTP\/1\.1 204 .*\r\n\r\nHTTP\/1\.1 408 /s)
    const ends = await settled(proxy)
    expect(ends.map(({ outcome }) => outcome)).toEqual(['complete', 'refused'])
    client.close()
  })

  test.each([
    ['nothing', ''],
    ['half an h2 preface', 'PRI * HTTP/2.0\r\n'],
    ['half a TLS hello', '\x16\x03\x01\x02\x00\x01\x00'],
    ['half a SOCKS greeting', '\x05\x02'],
  ])('a client that sends %s is let go at the limit', async (_name, bytes) => {
    await using proxy = await startProxy({ limits: { headTimeout: 300 } })
    const client = await rawClient(proxy.port)
    client.send(bytes)
    await within(2_000, 'the connection to be closed', client.ended())
    sound(proxy)
    client.close()
  })

  test('an idle kept connection is closed without an answer to a request that never came', async () => {
    await using proxy = await startProxy({ limits: { keepAliveTimeout: 200 } })
    const client = await rawClient(proxy.port)
    client.send('GET /status/204 HTTP/1.1\r\nHost: middlebox.test\r\n\r\n')
    await client.until(/\r\n\r\n$/)
    const { text, how } = await within(2_000, 'the connection to be closed', client.ended())
    expect(how).toBe('fin')
    expect(text.match(/HTTP\/1\.1 /g)).toHaveLength(1)
    await settled(proxy)
    client.close()
  })
})

describe('too large', () => {
  test.each([
    ['one long line', `GET / HTTP/1.1\r\nHost: a\r\nX: ${'y'.repeat(70_000)}\r\n\r\n`, 431, 'head_too_large'],
    ['a line without end', `GET / HTTP/1.1\r\nHost: a\r\nX: ${'y'.repeat(200_000)}`, 431, 'head_too_large'],
    ['a method without end', 'G'.repeat(200_000), 431, 'head_too_large'],
    ['201 fields', `GET / HTTP/1.1\r\n${'X: y\r\n'.repeat(201)}\r\n`, 431, 'head_too_large'],
    ['a target of 16 KiB and one', `GET /${'p'.repeat(16_384)} HTTP/1.1\r\nHost: a\r\n\r\n`, 414, 'target_too_long'],
    [
      'a URL of 16 KiB and one',
      `GET http://a/${'p'.repeat(16_376)} HTTP/1.1\r\nHost: a\r\n\r\n`,
      414,
      'target_too_long',
    ],
  ])('%s', async (_name, bytes, status, code) => {
    await using proxy = await startProxy()
    const client = await rawClient(proxy.port)
    client.send(bytes)
    const { text } = await within(3_000, 'the connection to be closed', client.ended())
    expect(text).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `))
    await settled(proxy)
    const exchange = await proxy.ended()
    expect(exchange).toMatchObject({ outcome: 'refused', status, error: { code, leg: 'client' } })
    expect(exchange.unparsed!.length).toBeGreaterThan(1_000)
    expect(exchange.unparsed!.length).toBeLessThanOrEqual(65_536)
    client.close()
    await serves(proxy)
  })

  test('what is just within the limits passes', async () => {
    await using proxy = await startProxy()
    const client = await rawClient(proxy.port)
    client.send(`GET /status/204?${'p'.repeat(16_371)} HTTP/1.1\r\nHost: a\r\n${'X: y\r\n'.repeat(199)}\r\n`)
    expect(await within(3_000, 'an answer', client.until(/\r\n\r\n$/))).toMatch(/^HTTP\/1\.1 204 /)
    client.close()
  })

  test('a head that comes in one-byte pieces costs little more than one that comes whole', async () => {
    await using proxy = await startProxy()
    const client = await rawClient(proxy.port)
    const bytes = `GET /status/204 HTTP/1.1\r\nHost: a\r\nX: ${'y'.repeat(20_000)}\r\n\r\n`
    client.socket.setNoDelay(true)
    const since = performance.now()
    for (const byte of bytes) client.send(byte)
    expect(await within(10_000, 'an answer', client.until(/\r\n\r\n$/))).toMatch(/^HTTP\/1\.1 204 /)
    expect(performance.now() - since).toBeLessThan(5_000)
    client.close()
  })
})

test('a thousand idle clients: one is served quickly meanwhile, and all go at the timeout', async () => {
  const count = rounds(1_000, 4_000)
  await using proxy = await startProxy({ limits: { headTimeout: 1_500 } })
  const clients = await Promise.all(Array.from({ length: count }, () => rawClient(proxy.port)))
  expect(await serves(proxy)).toBeLessThan(500)
  await Promise.all(clients.map((client) => within(6_000, 'an idle client to be closed', client.ended())))
  for (const client of clients) client.close()
  await settled(proxy)
  await serves(proxy)
})

test('a connection over the limit is refused, with a warning, and there is room again when one leaves', async () => {
  await using proxy = await startProxy({ limits: { connections: 3 } })
  const clients = await Promise.all(Array.from({ length: 3 }, () => rawClient(proxy.port)))
  const one = await rawClient(proxy.port)
  await within(2_000, 'the fourth to be closed', one.ended())
  await proxy.event('warning', ({ code }) => code === 'too_many_connections')
  one.close()
  for (const client of clients) client.close()
  await until(() => proxy.events.some((event) => event.type === 'warning'), 'the warning')
  await serves(proxy).catch(() => serves(proxy))
})
