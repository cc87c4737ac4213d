/** The sniffing policy: who speaks first, and what the first bytes make of a connection. */
import { describe, expect, test } from 'vitest'
import { Arriving, type Destinations } from '../../src/engine/arrive.ts'
import type { Arrival } from '../../src/engine/core.ts'
import { clientHello } from '../support/client-hello.ts'
import { arrivalOf, socketPair, testCore, until } from '../support/core.ts'

const preface = 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'
const http = 'GET / HTTP/1.1\r\nHost: a\r\n\r\n'
const tunnel = (port = 8443): Partial<Arrival> => ({ authority: { host: 'a.test', port }, parent: '1' })

/** `server` answers the question whether the server speaks first. */
async function arriving(change: Partial<Arrival> = {}, server?: Destinations['serverSpeaks']) {
  const pair = await socketPair()
  const core = testCore()
  const said: string[] = []
  const given: { first?: Buffer | undefined; arrival?: Arrival } = {}
  const became = (name: string) => (_socket: unknown, first: Buffer | undefined, arrival: Arrival) => {
    said.push(name)
    Object.assign(given, { first, arrival })
  }
  const to: Destinations = {
    http1: became('http1'),
    http2: became('http2'),
    tls: (socket, first, hello, arrival) => became(`tls ${hello.serverName ?? ''}`)(socket, first, arrival),
    opaque: (socket, first, arrival, reason) => became(`opaque ${reason}`)(socket, first, arrival),
    untouched: (_socket, first, arrival) => {
      if (arrival.authority?.host !== 'ignored.test') return false
      said.push('untouched')
      Object.assign(given, { first, arrival })
      return true
    },
    serverSpeaks: (...asked) => {
      said.push('asked')
      return server?.(...asked) ?? new Promise(() => {})
    },
  }
  const one = new Arriving(core, pair.near, arrivalOf({ unused: () => void said.push('unused'), ...change }), to)
  return { core, one, said, given, ...pair, [Symbol.asyncDispose]: () => pair[Symbol.asyncDispose]() }
}

/** Sends, and waits until the connection has taken it in. */
async function say(
  one: { far: { send(bytes: string | Uint8Array): void }; near: { bytesRead: number } },
  bytes: string | Uint8Array,
): Promise<void> {
  const before = one.near.bytesRead
  one.far.send(bytes)
  await until(() => one.near.bytesRead >= before + bytes.length)
  await new Promise((resolve) => setImmediate(resolve))
}

describe('on the own port', () => {
  test.each([
    ['HTTP', http, 'http1'],
    ['HTTP/2 by prior knowledge', preface, 'http2'],
    ['what is nothing known, for a readable refusal', '\x00\x01\x02', 'http1'],
  ])('%s', async (_name, bytes, name) => {
    await using one = await arriving()
    await say(one, bytes)
    expect(one.said).toEqual([name])
    expect(one.given.first?.toString('latin1')).toBe(bytes)
    expect([one.near.isPaused(), one.near.listenerCount('data'), one.core.deadlines.size]).toEqual([true, 0, 0])
  })

  test('TLS, by the byte, with the name asked for', async () => {
    await using one = await arriving()
    const hello = await clientHello({ servername: 'a.test' })
    await say(one, hello.subarray(0, 1))
    await say(one, hello.subarray(1, 60))
    expect(one.said).toEqual([])
    await say(one, hello.subarray(60))
    expect(one.said).toEqual(['tls a.test'])
    expect(one.given.first).toEqual(hello)
  })

  test('TLS that is none is closed', async () => {
    await using one = await arriving()
    await say(one, Buffer.from([0x16, 3, 1, 0, 5, 9, 9, 9, 9, 9]))
    await until(() => one.near.destroyed)
    expect(one.said).toEqual(['unused'])
  })

  test('silence is borne for the time of a head, and the server is not asked', async () => {
    await using one = await arriving()
    one.core.clock.advance(one.core.limits.headTimeout - 1)
    expect(one.near.destroyed).toBe(false)
    one.core.clock.advance(500)
    expect([one.near.destroyed, one.said]).toEqual([true, []])
    await until(() => one.said.length > 0)
    expect(one.said).toEqual(['unused'])
  })

  test('a client that goes without a word is unused; one that goes inside a word is refused readably', async () => {
    await using silent = await arriving()
    silent.far.socket.end()
    await until(() => silent.said.length > 0)
    expect(silent.said).toEqual(['unused'])

    await using half = await arriving()
    await say(half, 'PRI ')
    half.far.socket.end()
    await until(() => half.said.length > 0)
    expect([half.said, half.given.first?.toString()]).toEqual([['http1'], 'PRI '])
  })

  test('a session that stops closes who has said nothing, and waits for who has begun', async () => {
    await using silent = await arriving()
    silent.core.deadlines.stop()
    expect(silent.near.destroyed).toBe(true)

    await using begun = await arriving()
    await say(begun, 'PRI ')
    begun.core.deadlines.stop()
    expect(begun.near.destroyed).toBe(false)
  })
})

describe('SOCKS', () => {
  test('to a host that is not looked into is not answered here', async () => {
    await using one = await arriving()
    await say(one, Buffer.from([4, 1, 0, 22, 0, 0, 0, 1, 0, ...Buffer.from('IGNORED.test\0early')]))
    expect(one.said).toEqual(['untouched'])
    expect(one.given.first?.toString()).toBe('early')
    expect(one.given.arrival?.authority).toEqual({ host: 'ignored.test', port: 22 })
    expect(one.far.received()).toBe('')
  })

  test('is told yes at once, and what follows is sniffed as in a tunnel', async () => {
    await using one = await arriving()
    await say(one, Buffer.from([5, 1, 0]))
    expect(await one.far.until(/^\x05\x00/)).toBe('\x05\x00')
    await say(one, Buffer.concat([Buffer.from([5, 1, 0, 3, 6]), Buffer.from('A.test'), Buffer.from([0x1f, 0x90])]))
    expect((await one.far.until((text) => text.length >= 12)).slice(2, 4)).toBe('\x05\x00')
    await say(one, http)
    expect([one.said, one.given.arrival?.authority]).toEqual([['http1'], { host: 'a.test', port: 8080 }])
  })

  test('that cannot be served is answered, warned about and closed', async () => {
    await using one = await arriving()
    await say(one, Buffer.from([5, 1, 0]))
    await say(one, Buffer.from([5, 2, 0, 1, 127, 0, 0, 1, 0, 80]))
    expect((await one.far.ended()).text.charCodeAt(3)).not.toBe(0)
    expect(one.core.of('warning')).toMatchObject([{ code: 'bad_request', message: expect.stringContaining('SOCKS') }])
  })
})

describe('in a tunnel', () => {
  test.each([
    ['HTTP', http, 'http1'],
    ['HTTP/2', preface, 'http2'],
    ['an SSH client', 'SSH-2.0-x\r\n', 'opaque not-http'],
    ['an SMTP client', 'EHLO a.test\r\n', 'opaque not-http'],
    ['SOCKS, which is ours only on the own port', '\x05\x01\x00', 'opaque not-http'],
    ['TLS that is none', '\x16\x03\x01\x00\x05\x09\x09\x09\x09\x09', 'opaque not-http'],
  ])('%s', async (_name, bytes, name) => {
    await using one = await arriving(tunnel())
    await say(one, Buffer.from(bytes, 'latin1'))
    expect(one.said).toEqual([name])
    expect(one.given.arrival).toMatchObject({ parent: '1', authority: { host: 'a.test', port: 8443 } })
  })

  test.each([
    [undefined, 'tls a.test'],
    [['h2'], 'tls a.test'],
    [['http/1.1', 'foo'], 'tls a.test'],
    [['imap'], 'opaque not-http'],
    [['xmpp-client', 'acme-tls/1'], 'opaque not-http'],
  ])('TLS with ALPN %j', async (alpn, name) => {
    await using one = await arriving(tunnel())
    await say(one, await clientHello({ servername: 'a.test', ...(alpn && { ALPNProtocols: alpn }) }))
    expect(one.said).toEqual([name])
  })

  test('after 300 ms of silence the server is asked, not before', async () => {
    await using one = await arriving(tunnel())
    one.core.clock.advance(299)
    expect(one.said).toEqual([])
    one.core.clock.advance(1)
    expect(one.said).toEqual(['asked'])
  })

  test('on 443 the server is never asked, and silence ends as on an idle connection', async () => {
    await using one = await arriving(tunnel(443))
    one.core.clock.advance(one.core.limits.keepAliveTimeout - 1)
    expect([one.said, one.near.destroyed]).toEqual([[], false])
    one.core.clock.advance(500)
    expect(one.near.destroyed).toBe(true)
  })

  test('a server that speaks first takes the connection over', async () => {
    const { promise, resolve } = Promise.withResolvers<(() => void) | undefined>()
    await using one = await arriving(tunnel(), () => promise)
    one.core.clock.advance(300)
    resolve(() => void one.said.push('taken'))
    await until(() => one.said.includes('taken'))
    expect([one.near.listenerCount('data'), one.core.deadlines.size]).toEqual([0, 0])
  })

  test('a client that speaks while the server is asked is sniffed, and the question is taken back', async () => {
    let asked: AbortSignal | undefined
    await using one = await arriving(tunnel(), (_socket, _arrival, signal) => {
      asked = signal
      return new Promise((resolve) => signal.addEventListener('abort', () => resolve(undefined)))
    })
    one.core.clock.advance(300)
    await say(one, http)
    expect([asked?.aborted, one.said]).toEqual([true, ['asked', 'http1']])
  })

  test('a client that goes while the server is asked takes the question back', async () => {
    let asked: AbortSignal | undefined
    await using one = await arriving(tunnel(), (_socket, _arrival, signal) => {
      asked = signal
      return new Promise(() => {})
    })
    one.core.clock.advance(300)
    one.far.socket.end()
    await until(() => asked?.aborted === true)
    expect(one.near.destroyed).toBe(true)
  })

  test('when both are silent for good the client may still speak, but not for ever', async () => {
    await using one = await arriving(tunnel(), () => Promise.resolve(undefined))
    one.core.clock.advance(300)
    await until(() => one.one.deadline !== 0)
    one.core.clock.advance(one.core.limits.keepAliveTimeout + 500)
    expect(one.near.destroyed).toBe(true)
  })

  test('half a ClientHello waits for its rest, however late it began', async () => {
    await using one = await arriving(tunnel())
    const hello = await clientHello({ servername: 'a.test' })
    one.core.clock.advance(290)
    await say(one, hello.subarray(0, 100))
    one.core.clock.advance(10_000)
    expect(one.said).toEqual([])
    await say(one, hello.subarray(100))
    expect(one.said).toEqual(['tls a.test'])
  })

  test('half a ClientHello is not waited for longer than for a head', async () => {
    await using one = await arriving(tunnel(443))
    await say(one, (await clientHello()).subarray(0, 100))
    one.core.clock.advance(one.core.limits.headTimeout + 500)
    expect(one.near.destroyed).toBe(true)
  })

  test('half a word that stays half is no HTTP', async () => {
    await using one = await arriving(tunnel())
    one.core.clock.advance(290)
    await say(one, 'PING')
    one.core.clock.advance(299)
    expect(one.said).toEqual([])
    one.core.clock.advance(1)
    expect([one.said, one.given.first?.toString()]).toEqual([['opaque not-http'], 'PING'])
  })
})

test('bytes that came with the CONNECT are sniffed first', async () => {
  await using pair = await socketPair()
  const said: string[] = []
  const to = { http1: (_socket: unknown, first: Buffer) => void said.push(first.toString()) } as unknown as Destinations
  new Arriving(testCore(), pair.near, arrivalOf(tunnel()), to, Buffer.from(http))
  expect(said).toEqual([http])
})
