import { X509Certificate } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { formats } from '../../src/ca/formats.ts'
import { ask, world } from '../support/origin.ts'

describe('downloads', () => {
  test.each([
    ['pem', 'application/x-pem-file', 'middlebox-ca.pem'],
    ['der', 'application/x-x509-ca-cert', 'middlebox-ca.cer'],
    ['p12', 'application/x-pkcs12', 'middlebox-ca.p12'],
    ['mobileconfig', 'application/x-apple-aspen-config', 'middlebox-ca.mobileconfig'],
  ] as const)('/ca.%s', async (name, type, file) => {
    const { status, bytes, field } = await ask(`/ca.${name}`)
    expect(status).toBe(200)
    expect(field('content-type')).toBe(type)
    expect(field('content-disposition')).toBe(`attachment; filename="${file}"`)
    expect(field('content-length')).toBe(String(bytes.length))
    expect(Buffer.compare(bytes, formats[name].bytes(world.authority.certificate))).toBe(0)
  })

  test.each(['/ca.pem', '/ca.der'])('%s is the root', async (path) => {
    const { bytes } = await ask(path)
    expect(new X509Certificate(bytes).fingerprint256).toBe(world.authority.certificate.fingerprint256)
  })

  test('no format holds a key', async () => {
    for (const name of Object.keys(formats)) expect((await ask(`/ca.${name}`)).text).not.toMatch(/PRIVATE KEY/)
  })
})
