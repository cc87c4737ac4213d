/** TLS ended on the client's side: the leaf, the protocol, and what a failed handshake says. */
import { TLSSocket, connect as connectTls, type ConnectionOptions } from 'node:tls'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Arrival } from '../../src/engine/core.ts'
import { Secure } from '../../src/engine/secure.ts'
import { parseClientHello } from '../../src/engine/tls/client-hello.ts'
import { type TestCa, createTestCa } from '../support/certificates.ts'
import { type SocketPair, arrivalOf, socketPair, testCore, until } from '../support/core.ts'
import { clientHello } from '../support/client-hello.ts'

let ca: TestCa
beforeAll(() => {
  ca = createTestCa()
})

type Wish = {
  host?: string
  h2?: boolean
  client?: ConnectionOptions
  leaf?: (host: string) => { cert: string; key: string }
}

/** Shakes hands with a client as `arrive` would; the client is Node's. */
async function handshake({ host = 'a.test', h2 = false, client = {}, leaf }: Wish = {}) {
  const pair = await socketPair()
  const core = testCore()
  const asked: string[] = []
  const secure = new Secure(core, {
    leafFor: leaf ?? ((name) => (asked.push(name), ca.issue({ names: [name] }))),
  })
  const ready: { secured: TLSSocket; arrival: Arrival }[] = []
  pair.far.socket.removeAllListeners('data')
  const options = { socket: pair.far.socket, ca: ca.cert, ...client }
  const peer = connectTls({ ...options })
  const errors: Error[] = []
  peer.on('error', (error) => void errors.push(error))
  const first = await new Promise<Buffer>((resolve) => pair.near.once('data', resolve).resume())
  pair.near.pause()
  pair.near.unshift(first)
  const hello = parseClientHello(first)
  if (typeof hello === 'string') throw new Error('expected a ClientHello in one piece')
  const arrival = arrivalOf({ authority: { host: 'a.test', port: 443 } })
  secure.accept(pair.near, hello, host, h2, arrival, (secured, inside) => void ready.push({ secured, arrival: inside }))
  return {
    core,
    secure,
    asked,
    ready,
    peer,
    errors,
    pair,
    hello,
    [Symbol.asyncDispose]: () => pair[Symbol.asyncDispose](),
  }
}

const failures = (core: ReturnType<typeof testCore>) => core.of('tls-error').map(({ error }) => error)

describe('a handshake', () => {
  test('shows a leaf for the name and hands over a paused socket and what is known of it', async () => {
    await using given = await handshake({ client: { servername: 'A.test' } })
    await until(() => given.ready.length > 0)
    const { secured, arrival } = given.ready[0]!
    expect(given.asked).toEqual(['a.test'])
    expect(arrival).toMatchObject({
      scheme: 'https',
      serverName: 'a.test',
      client: { protocol: 'http/1.1', tls: { version: 'TLSv1.3', serverName: 'A.test' } },
    })
    expect(secured.listenerCount('data')).toBe(0)
    secured.on('data', (bytes: Buffer) => void secured.write(`got ${bytes.toString()}`)).resume()
    given.peer.write('hello')
    expect(await new Promise<Buffer>((resolve) => given.peer.once('data', resolve))).toEqual(Buffer.from('got hello'))
    expect(given.errors).toEqual([])
    expect(failures(given.core)).toEqual([])
  })

  test('without a name shows the leaf it is told, for an address too', async () => {
    await using given = await handshake({ host: '127.0.0.1', client: { host: '127.0.0.1', servername: '' } })
    await until(() => given.ready.length > 0)
    expect(given.asked).toEqual(['127.0.0.1'])
    expect(given.peer.getPeerCertificate().subjectaltname).toBe('IP Address:127.0.0.1')
    expect(given.ready[0]!.arrival).not.toHaveProperty('serverName')
  })

  test.each([
    [true, ['h2', 'http/1.1'], 'h2'],
    [true, ['http/1.1', 'h2'], 'h2'],
    [false, ['h2', 'http/1.1'], 'http/1.1'],
    [true, undefined, false],
  ])('h2 offered by us %s, by the client %j: %s', async (h2, offered, chosen) => {
    await using given = await handshake({
      h2,
      client: { servername: 'a.test', ...(offered && { ALPNProtocols: offered }) },
    })
    await until(() => given.ready.length > 0)
    expect(given.ready[0]!.secured.alpnProtocol).toBe(chosen)
    expect(given.ready[0]!.arrival.client.protocol).toBe(chosen === 'h2' ? 'h2' : 'http/1.1')
  })
})

describe('leaves', () => {
  test('are asked for once per name and day', async () => {
    await using given = await handshake({ client: { servername: 'a.test' } })
    await until(() => given.ready.length > 0)
    const again = async () => {
      await using pair = await socketPair()
      given.secure.accept(pair.near, given.hello, 'a.test', false, arrivalOf(), () => {})
    }
    await again()
    expect(given.asked).toEqual(['a.test'])
    given.core.clock.advance(24 * 3_600_000)
    await again()
    expect(given.asked).toEqual(['a.test', 'a.test'])
  })

  test('that cannot be made end the connection with the reason', async () => {
    await using given = await handshake({
      client: { servername: 'a.test' },
      leaf: () => {
        throw new Error('the root permits only corp.example')
      },
    })
    await until(() => given.pair.near.destroyed)
    expect(failures(given.core)).toMatchObject([
      {
        leg: 'client',
        authority: 'a.test:443',
        serverName: 'a.test',
        failure: { leg: 'middlebox', message: expect.stringContaining('only corp.example') },
      },
    ])
    expect(given.ready).toEqual([])
  })
})

/** A client has said hello by hand, so that what it does next is not a TLS library's to decide. */
async function greeted(pair: SocketPair, options: Parameters<typeof clientHello>[0], arrival = arrivalOf()) {
  const core = testCore()
  const secure = new Secure(core, { leafFor: (name) => ca.issue({ names: [name] }) })
  pair.near.unshift(await clientHello(options))
  secure.accept(pair.near, { serverName: 'a.test', alpn: undefined, grease: false }, 'a.test', false, arrival, () => {})
  return core
}

describe('a failed handshake is told with its cause', () => {
  test('the alert of a client that does not know the CA', async () => {
    // Node's own client closes without an alert, so this one is written by hand: in TLS 1.2 it passes in the clear.
    await using pair = await socketPair()
    const core = await greeted(pair, { servername: 'a.test', maxVersion: 'TLSv1.2' })
    await pair.far.until((text) => text.length > 100)
    pair.far.send(Buffer.from([0x15, 3, 3, 0, 2, 2, 48]))
    await until(() => failures(core).length > 0)
    const message = 'client does not trust the CA (alert unknown_ca)'
    expect(failures(core)).toMatchObject([{ authority: '127.0.0.1:8080', failure: { code: 'client_tls', message } }])
    expect(failures(core)[0]).not.toHaveProperty('site')
  })

  test('where it was a reverse listener, with its site and its address, which the system forgets with the connection', async () => {
    await using pair = await socketPair()
    const local = {
      address: '127.0.0.1',
      get port() {
        return pair.near.destroyed ? 0 : 8443
      },
    }
    const core = await greeted(pair, { servername: 'a.test' }, arrivalOf({ site: 1, local }))
    pair.far.close()
    await until(() => failures(core).length > 0)
    expect(failures(core)).toMatchObject([{ site: 1, authority: '127.0.0.1:8443' }])
  })

  test('a close right after it, as of a client that has judged the leaf, is probably that', async () => {
    await using given = await handshake({ client: { servername: 'a.test', ca: [] } })
    await until(() => given.errors.length > 0)
    given.pair.far.close()
    await until(() => failures(given.core).length > 0 || given.ready.length > 0)
    // In TLS 1.3 our side is done before the client has judged: what it leaves is an unused connection.
    given.ready[0]?.arrival.unused!()
    const message = expect.stringMatching(/^probably client does not trust the CA/)
    expect(failures(given.core)).toMatchObject([{ failure: { code: 'client_tls', message } }])
  })

  test('a close in the middle of it is probably that too', async () => {
    await using pair = await socketPair()
    const core = await greeted(pair, { servername: 'a.test' })
    await pair.far.until((text) => text.length > 100)
    pair.far.socket.resetAndDestroy()
    await until(() => failures(core).length > 0)
    expect(failures(core)[0]!.failure.message).toMatch(/^probably client does not trust the CA/)
  })

  test('a client that has no protocol of ours', async () => {
    await using given = await handshake({ client: { servername: 'a.test', ALPNProtocols: ['ftp'] } })
    await until(() => failures(given.core).length > 0)
    expect(failures(given.core)[0]!.failure.message).toContain('ALPN')
  })

  test('bytes that are no TLS after the hello', async () => {
    await using given = await handshake({ client: { servername: 'a.test' } })
    given.pair.far.send('not TLS at all, whatever began')
    await until(() => failures(given.core).length > 0)
    expect(failures(given.core)[0]!.failure).toMatchObject({ code: 'client_tls', leg: 'client' })
  })

  test('one that does not end in 30 s', async () => {
    await using pair = await socketPair()
    const core = await greeted(pair, { servername: 'a.test' })
    core.clock.advance(29_999)
    expect(failures(core)).toEqual([])
    core.clock.advance(1)
    await until(() => failures(core).length > 0)
    expect(failures(core)[0]!.failure.message).toContain('the handshake took too long')
  })
})

test('a connection left unused is suspicious only right after the handshake', async () => {
  await using given = await handshake({ client: { servername: 'a.test' } })
  await until(() => given.ready.length > 0)
  given.core.clock.advance(2_000)
  given.ready[0]!.arrival.unused!()
  expect(failures(given.core)).toEqual([])
})
