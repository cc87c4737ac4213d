import { X509Certificate } from 'node:crypto'
import { expect, test } from 'vitest'
import { readHost } from '../../src/ca/host.ts'
import { createMint, leafValidity, renewAt } from '../../src/ca/leaf.ts'
import { issuerOf } from '../../src/ca/root.ts'
import { systemRandom } from '../../src/kit/random.ts'
import { testRoot } from '../support/authority.ts'

const day = 24 * 3600_000
const now = Date.UTC(2026, 10, 22)
const root = testRoot({ now })
const issuer = issuerOf(root)
const mint = createMint(systemRandom)

const leaf = (...hosts: string[]) => mint({ hosts: hosts.map(readHost), ...leafValidity(now, issuer), issuer })

test('names, validity and issuer are as ordered, the key is P-256 and shared', () => {
  const made = leaf('a.test', '127.0.0.1', '::1')
  const certificate = new X509Certificate(made.cert)
  expect(certificate.subjectAltName).toBe('DNS:a.test, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1')
  expect(certificate.subject).toBe('O=Middlebox\nCN=a.test')
  expect(certificate.checkIssued(root.certificate)).toBe(true)
  expect(certificate.verify(root.certificate.publicKey)).toBe(true)
  expect(certificate.ca).toBe(false)
  expect(certificate.publicKey.asymmetricKeyDetails?.namedCurve).toBe('prime256v1')
  expect(certificate.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1'])
  expect(leaf('b.test').key).toBe(made.key)
})

test('an address is in no common name', () => {
  expect(new X509Certificate(leaf('127.0.0.1').cert).subject).toBe('O=Middlebox')
})

test('serials do not repeat', () => {
  const serials = Array.from({ length: 20 }, () => new X509Certificate(leaf('a.test').cert).serialNumber)
  expect(new Set(serials).size).toBe(20)
})

test('45 days in all, one of them past, and never beyond the root', () => {
  const usual = leafValidity(now, issuer)
  expect(usual).toEqual({ notBefore: now - day, notAfter: now + 44 * day })
  expect(renewAt(usual.notAfter, issuer)).toBe(now + 43 * day)
  const late = leafValidity(issuer.notAfter - day, issuer)
  expect(late.notAfter).toBe(issuer.notAfter)
  expect(renewAt(late.notAfter, issuer)).toBe(issuer.notAfter)
})
