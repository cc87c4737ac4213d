import { connect as connectTcp, type Socket } from 'node:net'
import { once } from 'node:events'
import { createSecureContext, type TlsOptions } from 'node:tls'
import { beforeAll, describe, expect, test } from 'vitest'
import { secure, tlsTimeout, type TlsPlan } from '../../../src/engine/upstream/tls.ts'
import { createSessionCache } from '../../../src/engine/upstream/tls-session.ts'
import { createTestCa, selfSigned, type TestCa } from '../../support/certificates.ts'
import { listenTcp, listenTls } from '../../support/servers.ts'
import { openResources, until } from '../../support/upstream.ts'

const day = 24 * 3600_000
let ca: TestCa

beforeAll(() => void (ca = createTestCa()))

async function handshake(port: number, wish: Partial<TlsPlan> = {}, signal = new AbortController().signal) {
  const socket = connectTcp({ port, host: '127.0.0.1', noDelay: true })
  await once(socket, 'connect')
  const plan: TlsPlan = {
    host: 'localhost',
    port,
    alpn: [],
    context: createSecureContext({ ca: ca.cert }),
    insecure: false,
    sessions: createSessionCache(),
    sessionKey: 'key',
    now: Date.now(),
    ...wish,
  }
  const result = await secure(socket, plan, signal)
  // It ends with its server.
  if (result.kind === 'secured') result.socket.on('error', () => {}).resume()
  else expect(socket.destroyed).toBe(true)
  return result
}

async function failureWith(server: TlsOptions, wish: Partial<TlsPlan> = {}) {
  const before = openResources()
  const listening = await listenTls(server)
  const result = await handshake(listening.port, wish)
  await listening.close()
  await until(() => openResources() <= before)
  if (result.kind !== 'failed') throw new Error(`Expected a failure, got ${result.kind}`)
  const { failure, tlsReason } = result.trouble
  return { code: failure.code, reason: tlsReason, message: failure.message.replace(`${listening.port}`, 'PORT') }
}

describe('certificates', () => {
  test('expired', async () => {
    const pair = ca.issue({ names: ['localhost'], notBefore: new Date(0), notAfter: new Date(Date.UTC(2020, 1, 3)) })
    expect(await failureWith(pair)).toEqual({
      code: 'tls_certificate',
      reason: 'expired',
      message: 'the certificate of localhost:PORT has expired on 2020-02-03',
    })
  })

  test('not yet valid', async () => {
    const from = new Date(Date.now() + 2 * day)
    const failure = await failureWith(ca.issue({ names: ['localhost'], notBefore: from }))
    expect(failure.reason).toBe('not_yet_valid')
    expect(failure.message).toBe(
      `the certificate of localhost:PORT is not yet valid: only from ${from.toISOString().slice(0, 10)}`,
    )
  })

  test('self-signed', async () => {
    expect(await failureWith(selfSigned({ names: ['localhost'] }))).toEqual({
      code: 'tls_certificate',
      reason: 'self_signed',
      message: 'the certificate of localhost:PORT is self-signed and not trusted',
    })
  })

  test('unknown issuer, and a missing intermediate', async () => {
    const sub = ca.intermediate('Test Intermediate')
    for (const pair of [
      createTestCa('Foreign Root').issue({ names: ['localhost'] }),
      sub.issue({ names: ['localhost'] }),
    ]) {
      const failure = await failureWith(pair)
      expect(failure.reason).toBe('unknown_issuer')
      expect(failure.message).toMatch(
        /has an issuer that is not known: (Foreign Root|Test Intermediate); its CA is not/,
      )
    }
  })

  test('a foreign root in the chain', async () => {
    const foreign = createTestCa('Foreign Root')
    const pair = foreign.issue({ names: ['localhost'] })
    const failure = await failureWith({ key: pair.key, cert: pair.cert + foreign.cert })
    expect(failure.reason).toBe('unknown_issuer')
    expect(failure.message).toContain('was issued under a root that is not trusted: Foreign Root')
  })

  test('an expired intermediate is named', async () => {
    const sub = ca.intermediate('Old Intermediate', new Date(Date.UTC(2021, 0, 1)))
    const pair = sub.issue({ names: ['localhost'] })
    const failure = await failureWith({ key: pair.key, cert: pair.cert + sub.cert })
    expect(failure.message).toBe(
      'the certificate of localhost:PORT has expired in its chain (Old Intermediate) on 2021-01-01',
    )
  })

  test('another host: its names are listed', async () => {
    expect(await failureWith(ca.issue({ names: ['a.test', '*.b.test', '10.0.0.1'] }))).toEqual({
      code: 'tls_certificate',
      reason: 'wrong_host',
      message: 'the certificate of localhost:PORT is not for localhost: it is for a.test, *.b.test, 10.0.0.1',
    })
  })

  test('none of it matters with -k', async () => {
    await using server = await listenTls({ ...selfSigned({ names: ['a.test'], notAfter: new Date(Date.now() - 1) }) })
    const result = await handshake(server.port, { insecure: true })
    expect(result).toMatchObject({ kind: 'secured', info: { peer: { subject: 'CN=a.test' } } })
  })
})

describe('names', () => {
  test('an address is verified as such, with no SNI', async () => {
    const names: unknown[] = []
    await using server = await listenTls({ ...ca.issue({ names: ['127.0.0.1'] }) }, ({ servername }) =>
      names.push(servername),
    )
    const result = await handshake(server.port, { host: '127.0.0.1' })
    expect(result.kind).toBe('secured')
    expect(result).not.toHaveProperty('info.serverName')
    await until(() => names.length === 1)
    expect(names).toEqual([false])
  })

  test('a server name stands for the host, and the root dot is left out', async () => {
    await using server = await listenTls({ ...ca.issue({ names: ['inner.test'] }) })
    expect(await handshake(server.port, { serverName: 'inner.test.' })).toMatchObject({
      kind: 'secured',
      info: { serverName: 'inner.test' },
    })
  })
})

describe('handshakes that break off', () => {
  test('a server that speaks HTTP, and one that greets', async () => {
    for (const [host, line] of [
      ['HTTP', 'HTTP/1.1 400 Bad Request\r\n\r\n'],
      ['SSH', 'SSH-2.0-OpenSSH_9.9\r\n'],
    ] as const) {
      await using server = await listenTcp((socket) => socket.once('data', () => socket.end(line)))
      const result = await handshake(server.port)
      expect(result, host).toEqual({
        kind: 'failed',
        trouble: {
          failure: {
            code: 'tls_failed',
            message: `the server on port ${server.port} does not speak TLS (localhost:${server.port})`,
            leg: 'upstream',
            hint: `If it speaks HTTP, try http://localhost:${server.port}.`,
          },
          tlsReason: 'not_tls',
        },
      })
    }
  })

  test.each([
    ['a FIN', (socket: Socket) => void socket.end()],
    ['a RST', (socket: Socket) => void socket.resetAndDestroy()],
  ])('%s', async (_name, end) => {
    await using server = await listenTcp((socket) => socket.once('data', () => end(socket)))
    expect(await handshake(server.port)).toMatchObject({
      kind: 'failed',
      trouble: {
        failure: {
          code: 'tls_failed',
          message: `localhost:${server.port} closed the connection during the TLS handshake`,
        },
        tlsReason: 'closed',
      },
    })
  })

  test('no common ALPN protocol', async () => {
    const failure = await failureWith(
      { ...ca.issue({ names: ['localhost'] }), ALPNProtocols: ['h3'] },
      { alpn: ['h2'] },
    )
    expect(failure).toEqual({
      code: 'tls_alert',
      reason: 'no_application_protocol',
      message:
        'localhost:PORT ended the TLS handshake with the alert no_application_protocol: it supports none of the protocols offered',
    })
  })

  test('what Node refuses to ask for is a failure and no exception', async () => {
    await using server = await listenTls({ ...ca.issue({ names: ['localhost'] }) })
    const result = await handshake(server.port, { alpn: ['x'.repeat(256)] })
    expect(result).toMatchObject({ kind: 'failed', trouble: { failure: { code: 'tls_failed' } } })
  })

  test('only old versions', async () => {
    const pair = ca.issue({ names: ['localhost'] })
    const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'ALL:@SECLEVEL=0' } as const
    const failure = await failureWith({ ...pair, ...old })
    expect(failure.reason).toBe('protocol_version')
  })

  test('no common cipher', async () => {
    const pair = ca.issue({ names: ['localhost'] })
    const context = createSecureContext({ ca: ca.cert, ciphers: 'ECDHE-RSA-AES128-GCM-SHA256', maxVersion: 'TLSv1.2' })
    const failure = await failureWith({ ...pair, ciphers: 'AES256-GCM-SHA384' }, { context })
    expect(failure.message).toContain('the alert handshake_failure: it found nothing both sides support')
  })
})

describe('stopping', () => {
  test('an abort destroys both sockets and leaves nothing', async () => {
    const before = openResources()
    const server = await listenTcp(() => {})
    const stop = new AbortController()
    const result = handshake(server.port, {}, stop.signal)
    await until(() => server.sockets.size === 1)
    await new Promise((resolve) => [...server.sockets][0]!.once('data', resolve))
    stop.abort()
    expect(await result).toEqual({ kind: 'aborted' })
    await server.close()
    await until(() => openResources() <= before)
    expect((await handshakeAborted()).kind).toBe('aborted')
  })

  test('the time that ran out is told', () => {
    expect(tlsTimeout({ host: 'a.test', port: 443 }, 30_000).failure).toEqual({
      code: 'connect_timeout',
      message: 'a.test:443 accepted the connection, but the TLS handshake did not end within 30 s',
      leg: 'upstream',
    })
  })
})

async function handshakeAborted() {
  await using server = await listenTcp(() => {})
  return await handshake(server.port, {}, AbortSignal.abort())
}
