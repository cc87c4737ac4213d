import { Buffer } from 'node:buffer'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseContentType } from '../../../src/content/media-type.ts'
import { msgpack } from '../../../src/content/views/msgpack.ts'
import { bytesOf, viewRows } from '../../support/content.ts'

const rows = (hex: string) => viewRows(msgpack, Buffer.from(hex.replaceAll(' ', ''), 'hex'))

test.each([
  ['00', '0'],
  ['7f', '127'],
  ['ff', '-1'],
  ['e0', '-32'],
  ['c0', 'null'],
  ['c2', 'false'],
  ['c3', 'true'],
  ['cc ff', '255'],
  ['cd 0100', '256'],
  ['ce ffffffff', '4294967295'],
  ['cf ffffffffffffffff', '18446744073709551615'],
  ['d0 80', '-128'],
  ['d1 8000', '-32768'],
  ['d2 80000000', '-2147483648'],
  ['d3 8000000000000000', '-9223372036854775808'],
  ['ca 3fc00000', '1.5'],
  ['cb 3ff8000000000000', '1.5'],
  ['a2 6869', '"hi"'],
  ['d9 02 6869', '"hi"'],
  ['da 0002 6869', '"hi"'],
  ['db 00000002 6869', '"hi"'],
  ['c4 01 ff', "h'ff' 1 byte"],
  ['c5 0001 ff', "h'ff' 1 byte"],
  ['c6 00000001 ff', "h'ff' 1 byte"],
  ['d4 07 ff', "h'ff' 1 byte, extension 7"],
  ['c7 03 07 010203', "h'010203' 3 bytes, extension 7"],
  ['d8 07 00000000000000000000000000000000', expect.stringContaining('16 bytes, extension 7')],
  ['d6 ff 00000001', '1970-01-01T00:00:01.000Z timestamp'],
  ['80', '{}'],
  ['90', '[]'],
  ['dc 0000', '[]'],
  ['df 00000000', '{}'],
])('%s', async (hex, shown) => {
  expect(await rows(hex)).toEqual([shown])
})

test('trees', async () => {
  expect(await rows('82 a161 01 a162 92 c0 80')).toEqual([
    '{',
    '  "a": 1',
    '  "b": [',
    '    null',
    '    {}',
    '  ]',
    '}',
  ])
  expect(msgpack.fits(parseContentType('application/vnd.msgpack'), bytesOf(''))).toBe(0.9)
})

test.each(['c1', 'a5 61', 'cd 01', 'c4 05 00', '92 01', 'd8 01'])('%s is broken, and that is said', async (hex) => {
  expect((await rows(hex)).join()).toContain('cannot be read from here')
})

test('nothing makes it throw', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 60 }), async (bytes) => void (await viewRows(msgpack, bytes))),
    { numRuns: 500 },
  )
})
