/** Faults of the client's TLS handshake, as a TLS client meets them, in a tunnel and on the port itself. */
import { type TLSSocket, connect as connectTls } from 'node:tls'
import { describe, expect, test } from 'vitest'
import type { RuleDefinition } from '../../../src/model/rule.ts'
import { startProxy, type TestProxy } from '../../support/proxy.ts'
import { rawClient, rawConnection } from '../../support/raw.ts'

function faulty(fault: string, facts: Partial<RuleDefinition> = {}): RuleDefinition {
  const attributes = { fault, values: { side: 'client' }, stream: 'downstream' }
  return { name: 'bad', match: '', enabled: true, chance: 1, do: [{ action: 'fault', attributes }], ...facts }
}

/** A handshake inside a tunnel; resolves with what the client made of it. */
async function shake(proxy: TestProxy, host = 'middlebox.test', trusting = false): Promise<string | TLSSocket> {
  const client = await rawClient(proxy.port)
  client.send(`CONNECT ${host}:443 HTTP/1.1\r\nHost: ${host}:443\r\n\r\n`)
  await client.until(/\r\n\r\n$/)
  client.socket.removeAllListeners('data')
  const tls = connectTls({
    socket: client.socket,
    servername: host,
    ca: proxy.ca,
    rejectUnauthorized: !trusting,
    ALPNProtocols: ['http/1.1'],
  })
  return new Promise((resolve) => {
    tls.once('secureConnect', () => resolve(tls))
    tls.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
  })
}

describe.each([
  ['tls_expired', 'CERT_HAS_EXPIRED', 'showed the client an expired certificate'],
  ['tls_wrong_host', 'ERR_TLS_CERT_ALTNAME_INVALID', 'showed the client a certificate for another host'],
  ['tls_untrusted', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'showed the client a certificate of an unknown authority'],
  ['tls_handshake_reset', 'ECONNRESET', 'reset the connection in the TLS handshake'],
])('%s', (fault, code, message) => {
  test('is what the client sees, and the record names the rule', async () => {
    await using proxy = await startProxy({ rules: [faulty(fault)] })
    expect(await shake(proxy)).toBe(code)
    const { error } = await proxy.event('tls-error')
    expect(error).toMatchObject({ leg: 'client', authority: 'middlebox.test:443', serverName: 'middlebox.test' })
    expect(error.failure.code).toMatch(/^injected/)
    expect(error.failure.message).toContain(`the fault ${fault} of the rule bad ${message}`)
  })

  test('only where the filter says so', async () => {
    await using proxy = await startProxy({ rules: [faulty(fault, { match: '~d other\\.test' })] })
    const tls = await shake(proxy)
    expect(tls).not.toBeTypeOf('string')
    ;(tls as TLSSocket).destroy()
  })
})

test('a client that does not care goes on, and its exchanges say what it met', async () => {
  await using proxy = await startProxy({ rules: [faulty('tls_expired', { match: '~d middlebox' })] })
  const tls = (await shake(proxy, 'middlebox.test', true)) as TLSSocket
  expect(tls.getPeerX509Certificate()!.validToDate.getTime()).toBeLessThan(Date.now())
  const client = rawConnection(tls)
  client.send('GET /status/204 HTTP/1.1\r\nHost: middlebox.test\r\n\r\n')
  await client.until(/204 No Content/)
  const exchange = await proxy.ended(1)
  expect(exchange.faults).toEqual([{ name: 'tls_expired', attributes: { side: 'client' }, applied: true }])
  expect(exchange.rules).toMatchObject([
    { name: 'bad', phase: 'connection', actions: ['show the client an expired certificate'] },
  ])
  client.close()
})

test('TLS to the port itself', async () => {
  await using proxy = await startProxy({ rules: [faulty('tls_wrong_host')] })
  const tls = connectTls({ port: proxy.port, host: '127.0.0.1', servername: 'proxy.test', ca: proxy.ca })
  const code = await new Promise((resolve) =>
    tls.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? '')),
  )
  expect(code).toBe('ERR_TLS_CERT_ALTNAME_INVALID')
})

test('once only, and by chance with a draw that repeats', async () => {
  await using once = await startProxy({ rules: [faulty('tls_expired', { times: 1 })] })
  expect(await shake(once)).toBe('CERT_HAS_EXPIRED')
  const second = await shake(once)
  expect(second).not.toBeTypeOf('string')
  ;(second as TLSSocket).destroy()

  const outcomes = async (): Promise<boolean[]> => {
    await using proxy = await startProxy({ rules: [faulty('tls_expired', { chance: 0.5 })] })
    const seen: boolean[] = []
    for (let i = 0; i < 6; i++) {
      const got = await shake(proxy)
      seen.push(typeof got === 'string')
      if (typeof got !== 'string') got.destroy()
    }
    return seen
  }
  const first = await outcomes()
  expect(new Set(first).size).toBe(2)
  expect(await outcomes()).toEqual(first)
})

test('a rule that asks for more than the connection is refused, and so is one with other actions', async () => {
  await expect(startProxy({ rules: [faulty('tls_expired', { match: '~d a & ~m POST' })] })).rejects.toThrow(
    'Expected a filter of ~d, ~src and ~dst, since tls_expired acts in the TLS handshake with the client, before there is a request, got "~d a & ~m POST", which asks for ~m.',
  )
  const both = faulty('tls_untrusted')
  await expect(
    startProxy({ rules: [{ ...both, do: [...both.do, { action: 'tag', attributes: { tag: 'x' } }] }] }),
  ).rejects.toThrow('Expected tls_untrusted alone in its rule')
})
