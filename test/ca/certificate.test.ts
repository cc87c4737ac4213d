import { X509Certificate } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { distinguishedName, serialFrom, signCertificate, toPem } from '../../src/ca/certificate.ts'
import { ecKeys } from '../support/authority.ts'

const keys = ecKeys()
const name = distinguishedName('Some, Org', 'host.test')

function make(wish: { notAfter?: number; serial?: Uint8Array } = {}): X509Certificate {
  const der = signCertificate(
    {
      serial: wish.serial ?? Uint8Array.of(0x7a, 1),
      issuer: name,
      subject: name,
      notBefore: Date.UTC(2026, 0, 1),
      notAfter: wish.notAfter ?? Date.UTC(2055, 11, 31, 23, 59, 59),
      publicKey: keys.publicKey.export({ type: 'spki', format: 'der' }),
      extensions: [],
    },
    keys.privateKey,
  )
  return new X509Certificate(der)
}

test('node:crypto reads what was written, and the signature holds', () => {
  const certificate = make()
  expect(certificate.verify(keys.publicKey)).toBe(true)
  expect(certificate.verify(ecKeys().publicKey)).toBe(false)
  expect(certificate.serialNumber).toBe('7A01')
  expect(certificate.subject).toBe('O=Some\\, Org\nCN=host.test')
  expect(certificate.validFromDate.toISOString()).toBe('2026-01-01T00:00:00.000Z')
  expect(certificate.validToDate.toISOString()).toBe('2055-12-31T23:59:59.000Z')
})

test('PEM is as OpenSSL writes it', () => {
  const certificate = make()
  expect(toPem(certificate.raw)).toBe(certificate.toString())
})

describe('serialFrom', () => {
  test.each([0x00, 0xff, 0x80])('is positive, 16 bytes and minimal when the generator begins with %i', (byte) => {
    const serial = serialFrom(new Uint8Array(20).fill(byte))
    expect(serial).toHaveLength(16)
    expect(serial[0]! & 0xc0).toBe(0x40)
    expect(make({ serial }).serialNumber).toHaveLength(32)
  })

  test('leaves the generator’s bytes as they were', () => {
    const bytes = new Uint8Array(16)
    serialFrom(bytes)
    expect(bytes[0]).toBe(0)
  })
})

test('a common name past 64 characters is left out (X.520)', () => {
  const subject = distinguishedName('Org', 'x'.repeat(65))
  expect(subject).toEqual(distinguishedName('Org'))
  expect(distinguishedName('Org', 'x'.repeat(64))).not.toEqual(subject)
})
