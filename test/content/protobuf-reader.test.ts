import { Buffer } from 'node:buffer'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { protobufReader } from '../../src/content/protobuf-reader.ts'
import { treeScanner } from '../../src/content/tree-scanner.ts'
import { scannedRows } from '../support/content.ts'

const rows = (hex: string) => {
  const bytes = Buffer.from(hex.replaceAll(' ', ''), 'hex')
  return scannedRows(treeScanner(bytes, protobufReader(bytes), false))
}

test.each([
  ['08 96 01', ['1: 150']],
  ['12 07 74657374696e67', ['2: "testing"']],
  ['1a 03 08 96 01', ['3: {', '  1: 150', '}']],
  ['08 ff ff ff ff ff ff ff ff ff 01', ['1: -1']],
  ['08 80 80 80 80 10', ['1: 4294967296']],
  ['0d 00 00 c0 3f', ['1: 1.5 float, or 1069547520']],
  ['0d 07 00 00 00', ['1: 7 fixed32']],
  ['09 00 00 00 00 00 00 f8 3f', ['1: 1.5 double, or 4609434218613702656']],
  ['0d 00 00 c0 7f', ['1: NaN float, or 2143289344']],
  ['12 00', ['2: ""']],
  ['12 02 ff fe', ["2: h'fffe' 2 bytes"]],
])('%s', (hex, expected) => {
  expect(rows(hex)).toEqual(expected)
})

test.each(['0b', '00 01', '12 05 61', '08', '08 ff'])('%s is no message', (hex) => {
  expect(rows(hex)[0]).toMatch(/cannot be read from here, byte 0: expected a field/)
})

test('nothing makes it throw', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
      expect(scannedRows(treeScanner(bytes, protobufReader(bytes), false)).length).toBeGreaterThanOrEqual(
        bytes.length > 0 ? 1 : 0,
      )
    }),
    { numRuns: 500 },
  )
})
