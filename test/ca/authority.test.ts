import { X509Certificate } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import tls from 'node:tls'
import { describe, expect, test } from 'vitest'
import { createAuthority, openAuthority, type Authority } from '../../src/ca/authority.ts'
import { generateRootKeys, issuerOf } from '../../src/ca/root.ts'
import { createFakeClock, systemClock } from '../../src/kit/clock.ts'
import { systemRandom } from '../../src/kit/random.ts'
import { testRoot, testRootWorld } from '../support/authority.ts'

const day = 24 * 3600_000
const root = testRoot({ keys: await generateRootKeys() })
const authority = createAuthority(root, '/ca.pem', { clock: systemClock, random: systemRandom })

test('openAuthority makes the CA once and finds it again', async () => {
  const home = await mkdtemp(join(tmpdir(), 'middlebox-authority-'))
  try {
    const world = testRootWorld()
    const made = await openAuthority(home, world)
    const found = await openAuthority(home, world)
    expect(made.certFile).toBe(join(home, 'ca.pem'))
    expect(found.pem).toBe(made.pem)
    expect(new X509Certificate(found.leafFor('a.test').cert).checkIssued(made.certificate)).toBe(true)
  } finally {
    await rm(home, { recursive: true, force: true })
  }
})

describe('leafFor', () => {
  test('the same leaf for the same host and its siblings', () => {
    const leaf = authority.leafFor('www.example.com')
    expect(authority.leafFor('www.example.com')).toBe(leaf)
    expect(authority.leafFor('API.example.com.')).toBe(leaf)
    expect(authority.leafFor('example.com')).not.toBe(leaf)
    expect(authority.leafFor('www.example.org')).not.toBe(leaf)
  })

  test('a new one a day before the end, for host and siblings alike', () => {
    const clock = createFakeClock(Date.now())
    const own = createAuthority(root, '', { clock, random: systemRandom })
    const first = own.leafFor('a.example.com')
    clock.advance(43 * day - 1)
    // Asked for the first time late in the leaf's life: the host must not keep it longer than the others.
    expect(own.leafFor('b.example.com')).toBe(first)
    clock.advance(1)
    const second = own.leafFor('b.example.com')
    expect(second).not.toBe(first)
    expect(own.leafFor('a.example.com')).toBe(second)
    expect(new X509Certificate(second.cert).validToDate.getTime()).toBeGreaterThan(clock.now() + 40 * day)
  })

  test('a root with constraints says what it may vouch for, where a host is none of it', () => {
    const constrained = testRoot({ permits: ['*.corp.example', '127.0.0.1'] })
    const bound = createAuthority(constrained, '', { clock: systemClock, random: systemRandom })
    expect(bound.leafFor('a.corp.example').permits).toBeUndefined()
    expect(bound.leafFor('127.0.0.1').permits).toBeUndefined()
    expect(bound.leafFor('localhost').permits).toBe('*.corp.example, 127.0.0.1/32')
    expect(authority.leafFor('localhost').permits).toBeUndefined()
  })

  test.each(['', '\0', 'a'.repeat(70_000), '*.', 'x y', '::::'])(
    '%j is answered and nobody is impersonated',
    (host) => {
      expect(new X509Certificate(authority.leafFor(host.slice(0, 300)).cert).subjectAltName).toBe('DNS:host.invalid')
    },
  )
})

describe('mint', () => {
  test('validity and names to order, and not kept', () => {
    const notAfter = Date.now() - day
    const leaf = authority.mint({ hosts: ['other.test'], notBefore: notAfter - day, notAfter })
    const certificate = new X509Certificate(leaf.cert)
    expect(certificate.validToDate.getTime()).toBe(Math.floor(notAfter / 1000) * 1000)
    expect(certificate.subjectAltName).toBe('DNS:other.test')
    expect(authority.leafFor('other.test')).not.toBe(leaf)
  })
})

describe('a TLS client that trusts the root', () => {
  test.each(['www.example.com', 'shop.co.uk', 'a_b.example.com', '127.0.0.1', '::1', 'localhost'])(
    'accepts the leaf for %s',
    async (host) => {
      expect(await handshake(authority.leafFor(host), host)).toBe('accepted')
    },
  )

  test('refuses an expired one, one of another host, and one of another issuer', async () => {
    const stranger = issuerOf(testRoot())
    const bad = (wish: Partial<Parameters<Authority['mint']>[0]>) => authority.mint({ hosts: ['a.test'], ...wish })
    const past = { notBefore: Date.now() - 3 * day, notAfter: Date.now() - day }
    expect(await handshake(bad(past), 'a.test')).toBe('CERT_HAS_EXPIRED')
    expect(await handshake(bad({ hosts: ['b.test'] }), 'a.test')).toBe('ERR_TLS_CERT_ALTNAME_INVALID')
    expect(await handshake(bad({ issuer: stranger }), 'a.test')).toBe('UNABLE_TO_VERIFY_LEAF_SIGNATURE')
  })
})

test('warm prepares and changes nothing', () => {
  const own = createAuthority(root, '', { clock: systemClock, random: systemRandom })
  own.warm()
  expect(own.leafFor('a.test').key).not.toBe(authority.leafFor('a.test').key)
})

/** One handshake over loopback: `accepted`, or the client's error code. */
async function handshake(leaf: { cert: string; key: string }, host: string): Promise<string | undefined> {
  const server = tls.createServer({ cert: leaf.cert, key: leaf.key }, (socket) => socket.on('error', () => {}).end())
  server.on('tlsClientError', () => {})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  try {
    return await new Promise((resolve) => {
      const checkServerIdentity = (_: string, certificate: tls.PeerCertificate) =>
        tls.checkServerIdentity(host, certificate)
      const client = tls.connect({ port, host: '127.0.0.1', ca: root.pem, checkServerIdentity })
      client.once('secureConnect', () => resolve('accepted'))
      client.on('error', (error: NodeJS.ErrnoException) => resolve(error.code))
      client.once('close', () => client.destroy())
      client.resume()
    })
  } finally {
    await new Promise((resolve) => server.close(resolve))
  }
}
