import { isIPv6 } from 'node:net'
import { Buffer } from 'node:buffer'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeAddress, encodeAddress, textOfName, textOfV6 } from '../../../src/engine/socks/address.ts'

test.each([
  ['10.0.0.1', 80, [1, 10, 0, 0, 1, 0, 80]],
  ['a.test', 65_535, [3, 6, 97, 46, 116, 101, 115, 116, 255, 255]],
  ['::ffff:10.0.0.1', 1, [4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255, 10, 0, 0, 1, 0, 1]],
])('%s port %i', (host, port, bytes) => {
  expect([...encodeAddress(host, port)!]).toEqual(bytes)
})

test('a name has 1 to 255 bytes', () => {
  expect(encodeAddress('', 80)).toBe(undefined)
  expect(encodeAddress('a'.repeat(256), 80)).toBe(undefined)
  expect(encodeAddress('a'.repeat(255), 80)).toHaveLength(259)
})

describe('decoding', () => {
  const port = fc.integer({ min: 0, max: 65_535 })
  const host = fc.oneof(fc.ipV4(), fc.domain())

  test('gives back what was encoded, wherever it begins, and never from a part of it', () => {
    fc.assert(
      fc.property(host, port, fc.uint8Array({ maxLength: 5 }), (name, number, before) => {
        const encoded = encodeAddress(name, number)!
        const bytes = Buffer.concat([before, encoded, Buffer.from('rest')])
        const expected = { kind: 'address', host: name.toLowerCase(), port: number, length: encoded.length }
        expect(decodeAddress(bytes, before.length)).toEqual(expected)
        for (let cut = 0; cut < encoded.length; cut++) {
          expect(decodeAddress(encoded.subarray(0, cut))).toEqual({ kind: 'more' })
        }
      }),
    )
  })

  test('IPv6 comes back in its canonical form', () => {
    fc.assert(
      fc.property(fc.ipV6(), port, (address, number) => {
        const decoded = decodeAddress(encodeAddress(address, number)!)
        if (decoded.kind !== 'address') throw new Error(decoded.kind)
        expect(isIPv6(decoded.host)).toBe(true)
        expect(encodeAddress(decoded.host, number)).toEqual(encodeAddress(address, number))
      }),
    )
  })

  test('any bytes are read or refused, and nothing is read past the end', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const decoded = decodeAddress(bytes)
        if (decoded.kind === 'address') expect(decoded.length).toBeLessThanOrEqual(bytes.length)
      }),
    )
    expect(decodeAddress(Uint8Array.of(2, 0))).toEqual({ kind: 'unknown-type', type: 2 })
  })
})

test.each([
  [[0x2001, 0xdb8, 0, 0, 1, 0, 0, 1], '2001:db8::1:0:0:1'],
  [[0, 0, 0, 0, 0, 0, 0, 0], '::'],
  [[0, 0, 0, 0, 0, 0, 0, 1], '::1'],
  [[0xfe80, 0, 0, 0, 0, 0, 0, 0], 'fe80::'],
  [[1, 0, 2, 3, 4, 5, 6, 7], '1:0:2:3:4:5:6:7'],
])('RFC 5952: %j', (groups, text) => {
  expect(textOfV6(Uint8Array.from(groups.flatMap((group) => [group >> 8, group & 255])))).toBe(text)
})

test('a literal in the place of a name loses its brackets', () => {
  expect(textOfName(Buffer.from('[2001:DB8::1]'))).toBe('2001:db8::1')
  expect(textOfName(Buffer.from('[odd]'))).toBe('[odd]')
  expect(textOfName(Buffer.from('API.test'))).toBe('api.test')
})
