import { expect, test } from 'vitest'
import { encode } from '../../src/ca/asn1.ts'
import { extensionList, leafExtensions, rootExtensions, subjectAltName } from '../../src/ca/extensions.ts'
import { readHost } from '../../src/ca/host.ts'
import { parsePermits } from '../../src/ca/name-constraints.ts'

const hex = (nodes: Parameters<typeof extensionList>[0]) => encode(extensionList(nodes)).toString('hex')
const keyId = Uint8Array.of(0xca, 0xfe)

test('a root: a CA for certificates and CRLs, both critical, with its key id', () => {
  const written = hex(rootExtensions(keyId, undefined))
  expect(written).toContain('300f0603551d130101ff040530030101ff')
  expect(written).toContain('300e0603551d0f0101ff040403020186')
  expect(written).toContain('0603551d0e04040402cafe')
  expect(written).not.toContain('0603551d1e')
})

test('constraints are critical (RFC 5280 §4.2.1.10)', () => {
  expect(hex(rootExtensions(keyId, parsePermits(['a.test'])))).toContain('0603551d1e0101ff')
})

test('a leaf: no CA, signatures only, for servers, naming its issuer’s key', () => {
  const written = hex(leafExtensions(keyId))
  expect(written).toContain('0603551d130101ff04023000')
  expect(written).toContain('0603551d0f0101ff040403020780')
  expect(written).toContain('06082b06010505070301')
  expect(written).toContain('0603551d23040630048002cafe')
})

test('alternative names: text for names, bytes for addresses', () => {
  const written = hex([subjectAltName([readHost('a.test'), readHost('127.0.0.1')])])
  expect(written).toContain(`8206${Buffer.from('a.test').toString('hex')}87047f000001`)
})
