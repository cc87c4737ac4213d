import { generateRootKeys } from '../../src/ca/root.ts'
import { describe, expect, test } from 'vitest'
import forge from 'node-forge'
import { toPkcs12 } from '../../src/ca/pkcs12.ts'
import { has, judge, testRoot } from '../support/authority.ts'

const { certificate, pem } = testRoot({ keys: await generateRootKeys() })
const file = toPkcs12(certificate, 'Middlebox CA (a)')

test('forge reads one certificate bag, no key, and its MAC holds for the empty password', () => {
  const node = forge.asn1.fromDer(file.toString('latin1'))
  const store = forge.pkcs12.pkcs12FromAsn1(node, '')
  const bags = store.getBags({ bagType: forge.pki.oids['certBag']! })[forge.pki.oids['certBag']!]!
  expect(bags).toHaveLength(1)
  expect(forge.pki.certificateToPem(bags[0]!.cert!).replaceAll('\r', '')).toBe(pem)
  expect(bags[0]!.attributes['friendlyName']).toEqual(['Middlebox CA (a)'])
  for (const bagType of ['keyBag', 'pkcs8ShroudedKeyBag'])
    expect(store.getBags({ bagType: forge.pki.oids[bagType]! })[forge.pki.oids[bagType]!] ?? []).toEqual([])
  expect(() => forge.pkcs12.pkcs12FromAsn1(node, 'wrong')).toThrow(/password/)
})

test('the same certificate gives the same bytes', () => {
  expect(toPkcs12(certificate, 'Middlebox CA (a)')).toEqual(file)
})

test.skipIf(!has('openssl', 'version'))('OpenSSL reads it', () => {
  const { code, out } = judge('openssl', { file }, (path) => [
    'pkcs12',
    '-in',
    path['file']!,
    '-passin',
    'pass:',
    '-info',
  ])
  expect(code).toBe(0)
  expect(out).toContain(pem.trim())
})

describe.skipIf(!has('keytool', '-help'))('Java', () => {
  test('takes the certificate for a trusted one', { timeout: 60_000 }, () => {
    const { out } = judge('keytool', { file }, (path) => [
      ...['-J-Duser.language=en', '-list', '-storetype', 'PKCS12', '-keystore', path['file']!],
    ])
    expect(out).toContain('trustedCertEntry')
  })
})
