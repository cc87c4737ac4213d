import { describe, expect, test } from 'vitest'
import { partsOf, encode } from '../../src/ca/asn1.ts'
import { describeConstraints } from '../../src/ca/name-constraints.ts'
import { backdate, buildRoot, constraintsOf, generateRootKeys, issuerOf } from '../../src/ca/root.ts'
import { has, judge, testRoot } from '../support/authority.ts'

const day = 24 * 3600_000
const now = Date.UTC(2026, 10, 22)

test('generateRootKeys makes RSA 2048', async () => {
  const { privateKey } = await generateRootKeys()
  expect(privateKey.asymmetricKeyType).toBe('rsa')
  expect(privateKey.asymmetricKeyDetails?.modulusLength).toBe(2048)
})

describe('buildRoot', () => {
  const root = testRoot({ now, owner: 'ann@box' })
  const { certificate } = root

  test('signs itself, is a CA, and the key is its own', () => {
    expect(certificate.ca).toBe(true)
    expect(certificate.verify(certificate.publicKey)).toBe(true)
    expect(certificate.checkPrivateKey(root.key)).toBe(true)
  })

  test('says whose it is', () => {
    expect(certificate.subject).toMatch(/^O=Middlebox\nCN=Middlebox CA \(ann@box\\, [0-9a-f]{8}\)$/)
  })

  test('lives ten years, a day of them past', () => {
    expect(certificate.validFromDate.getTime()).toBe(now - backdate)
    expect(certificate.validToDate.getTime() - certificate.validFromDate.getTime()).toBe(3650 * day)
  })

  test('a long owner is cut, so that the common name stays', () => {
    expect(testRoot({ owner: 'x'.repeat(300) }).certificate.subject).toContain('CN=Middlebox CA (xxx')
  })

  test('two roots differ in name, serial and key id', () => {
    const other = testRoot({ now, owner: 'ann@box' })
    expect(other.certificate.subject).not.toBe(certificate.subject)
    expect(other.certificate.serialNumber).not.toBe(certificate.serialNumber)
    expect(issuerOf(other).keyId).not.toEqual(issuerOf(root).keyId)
  })
})

test('issuerOf takes name, key id and end from the certificate as they stand', () => {
  const root = testRoot({ now, permits: ['*.corp.example'] })
  const issuer = issuerOf(root)
  expect(root.certificate.raw.includes(encode(issuer.subject))).toBe(true)
  expect(partsOf(issuer.subject)).toHaveLength(2)
  expect(issuer.keyId).toHaveLength(20)
  expect(root.certificate.raw.includes(Buffer.from(issuer.keyId))).toBe(true)
  expect(issuer.notAfter).toBe(root.certificate.validToDate.getTime())
  expect(describeConstraints(issuer.constraints!)).toEqual(['*.corp.example'])
})

test('constraintsOf is undefined without constraints', () => {
  expect(constraintsOf(testRoot().certificate)).toBeUndefined()
})

test.skipIf(!has('openssl', 'version'))('OpenSSL takes an RSA root for a CA', async () => {
  const random = Buffer.alloc(16, 7)
  const root = buildRoot({ keys: await generateRootKeys(), owner: 'ann@box', now: Date.now(), random })
  const { code, out } = judge('openssl', { ca: root.pem }, ({ ca }) => [
    'x509',
    '-in',
    ca!,
    '-noout',
    '-text',
    '-purpose',
  ])
  expect(code).toBe(0)
  expect(out).toContain('sha256WithRSAEncryption')
  expect(out).toMatch(/Basic Constraints: critical\s+CA:TRUE/)
  expect(out).toMatch(/Key Usage: critical\s+Digital Signature, Certificate Sign, CRL Sign/)
  expect(out).toContain('SSL server CA : Yes')
})
