import { Buffer } from 'node:buffer'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseContentType } from '../../../src/content/media-type.ts'
import { cbor } from '../../../src/content/views/cbor.ts'
import { bytesOf, viewRows } from '../../support/content.ts'

const rows = (hex: string) => viewRows(cbor, Buffer.from(hex.replaceAll(' ', ''), 'hex'))

// RFC 8949, appendix A.
test.each([
  ['00', '0'],
  ['17', '23'],
  ['1818', '24'],
  ['1903e8', '1000'],
  ['1a000f4240', '1000000'],
  ['1bffffffffffffffff', '18446744073709551615'],
  ['20', '-1'],
  ['3903e7', '-1000'],
  ['3bffffffffffffffff', '-18446744073709551616'],
  ['f90000', '0'],
  ['f98000', '-0'],
  ['f93c00', '1'],
  ['f97bff', '65504'],
  ['f90001', '5.960464477539063e-8'],
  ['f97c00', 'Infinity'],
  ['f97e00', 'NaN'],
  ['f9fc00', '-Infinity'],
  ['fa47c35000', '100000'],
  ['fb3ff199999999999a', '1.1'],
  ['f4', 'false'],
  ['f5', 'true'],
  ['f6', 'null'],
  ['f7', 'undefined'],
  ['f0', 'simple(16)'],
  ['f8ff', 'simple(255)'],
  ['c11a514b67b0', '1363896240, tag 1'],
  ['d74401020304', "h'01020304' 4 bytes, tag 23"],
  ['40', "h'' 0 bytes"],
  ['62c3bc', '"ü"'],
  ['80', '[]'],
  ['a0', '{}'],
])('%s', async (hex, shown) => {
  expect(await rows(hex)).toEqual([shown])
})

test('trees, of known and unknown length', async () => {
  expect(await rows('a26161 01 6162 82 02 03')).toEqual(['{', '  "a": 1', '  "b": [', '    2', '    3', '  ]', '}'])
  expect(await rows('bf6346756ef563416d7421ff')).toEqual(['{', '  "Fun": true', '  "Amt": -2', '}'])
  expect(await rows('5f42010243030405ff')).toEqual([
    '[  bytes in chunks',
    "  h'0102' 2 bytes",
    "  h'030405' 3 bytes",
    ']',
  ])
  expect(cbor.fits(parseContentType('application/senml+cbor'), bytesOf(''))).toBe(0.9)
})

test.each(['1c', '62', '8201', 'ff', 'c1', 'c1ff', 'bbffffffffffffffff', '1f'])(
  '%s is broken, and that is said',
  async (hex) => {
    expect((await rows(hex)).join()).toContain('cannot be read from here')
  },
)

test('nothing makes it throw', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 60 }), async (bytes) => void (await viewRows(cbor, bytes))),
    { numRuns: 500 },
  )
})
