import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatBytes, parseBytes } from '../../src/kit/bytes.ts'

describe('parseBytes', () => {
  test.each([
    ['0', 0],
    ['512', 512],
    ['64k', 65_536],
    ['64K', 65_536],
    ['1MiB', 1_048_576],
    ['1 MB', 1_000_000],
    ['1.5g', 1_610_612_736],
    ['10b', 10],
  ])('%j is %i', (text, bytes) => {
    expect(parseBytes(text)).toBe(bytes)
  })

  test.each(['', 'k', '-1', '1x', '1kk', '1e3', '99999999t', '0x10'])('%j is none', (text) => {
    expect(parseBytes(text)).toBeUndefined()
  })

  test('reads what formatBytes writes', () => {
    fc.assert(fc.property(fc.maxSafeNat(), (bytes) => parseBytes(formatBytes(bytes)) === bytes))
  })
})

test('formatBytes takes the largest whole unit', () => {
  expect([0, 1000, 1024, 268_435_456, 1_048_577].map(formatBytes)).toEqual(['0', '1000', '1k', '256m', '1048577'])
})
