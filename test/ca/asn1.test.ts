import { expect, test } from 'vitest'
import * as der from '../../src/ca/asn1.ts'

const hex = (node: der.Node) => der.encode(node).toString('hex')

test('words are written as X.690 has them', () => {
  expect(hex(der.sequence(der.boolean(true), der.nullValue()))).toBe('30050101ff0500')
  expect(hex(der.set(der.boolean(false)))).toBe('3103010100')
  expect(hex(der.integer(2048))).toBe('02020800')
  expect(hex(der.bigInteger(Uint8Array.of(0x40, 1)))).toBe('02024001')
  expect(hex(der.oid('2.5.4.3'))).toBe('0603550403')
  expect(hex(der.octets(Uint8Array.of(1, 2)))).toBe('04020102')
  expect(hex(der.bits(Uint8Array.of(0x80), 7))).toBe('03020780')
  expect(hex(der.text('é'))).toBe('0c02c3a9')
  expect(hex(der.bmpText('A'))).toBe('1e020041')
  expect(hex(der.tagged(0, der.integer(2)))).toBe('a003020102')
  expect(hex(der.taggedBytes(2, Buffer.from('a')))).toBe('820161')
})

test('times before 2050 are UTCTime, later ones GeneralizedTime (RFC 5280 §4.1.2.5)', () => {
  const content = (iso: string) => der.contentOf(der.time(Date.parse(iso))).toString()
  expect(content('2049-12-31T23:59:59.999Z')).toBe('491231235959Z')
  expect(content('2050-01-01T00:00:00Z')).toBe('20500101000000Z')
})

test('a value that was read is written as it was, bit strings untouched', () => {
  // A bit string whose content looks like DER must not be taken apart.
  const bytes = Buffer.from('30090307000404deadbeef', 'hex')
  const node = der.decode(bytes)
  expect(der.encode(node)).toEqual(bytes)
  expect(der.partsOf(node)).toHaveLength(1)
  expect(der.partsOf(der.partsOf(node)[0]!)).toEqual([])
})

test('what is no DER value is refused', () => {
  expect(() => der.decode(Buffer.from('3005', 'hex'))).toThrow()
  expect(() => der.decode(Buffer.from('050005', 'hex'))).toThrow()
})
