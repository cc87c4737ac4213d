import { createPrivateKey, X509Certificate } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { commonNameOf, formats } from '../../src/ca/formats.ts'
import { testRoot } from '../support/authority.ts'

const root = testRoot({ owner: 'ann, "the boss"@box' })

test('PEM and DER are the certificate', () => {
  expect(Buffer.from(formats.pem.bytes(root.certificate)).toString()).toBe(root.pem)
  expect(new X509Certificate(formats.der.bytes(root.certificate)).fingerprint256).toBe(root.certificate.fingerprint256)
})

describe.each(Object.entries(formats))('%s', (_, format) => {
  const bytes = Buffer.from(format.bytes(root.certificate))

  test('holds the certificate and not the key', () => {
    const text = bytes.toString('latin1')
    const base64 = root.certificate.raw.toString('base64')
    expect(bytes.includes(root.certificate.raw) || text.replace(/\s/g, '').includes(base64)).toBe(true)
    const secret = Buffer.from(
      createPrivateKey(root.key.export({ type: 'pkcs8', format: 'pem' })).export({ format: 'jwk' }).d!,
      'base64url',
    )
    expect(bytes.includes(secret)).toBe(false)
    expect(text).not.toContain('PRIVATE')
  })

  test('is text exactly when it may be shown on a terminal', () => {
    expect(bytes.equals(Buffer.from(bytes.toString('utf8')))).toBe(!format.binary)
  })
})

test('commonNameOf is the name as people read it', () => {
  expect(commonNameOf(root.certificate)).toMatch(/^Middlebox CA \(ann, "the boss"@box, [0-9a-f]{8}\)$/)
})
