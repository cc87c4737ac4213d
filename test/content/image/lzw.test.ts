import { expect, test } from 'vitest'
import { readLzw } from '../../../src/content/image/lzw.ts'

const data = Uint8Array.from([
  0x8c, 0x2d, 0x99, 0x87, 0x2a, 0x1c, 0xdc, 0x33, 0xa0, 0x02, 0x75, 0xec, 0x95, 0xfa, 0xa8, 0xde, 0x60, 0x8c, 0x04,
  0x91, 0x4c, 0x01,
])

test('codes of growing width', () => {
  const indices = readLzw(data, 2, 100)
  expect(indices).toHaveLength(100)
  expect([...indices.subarray(0, 10)]).toEqual([1, 1, 1, 1, 1, 2, 2, 2, 2, 2])
  expect([...indices.subarray(30, 40)]).toEqual([1, 1, 1, 0, 0, 0, 0, 2, 2, 2])
})

test('what ends early gives what there is', () => {
  expect(readLzw(data.subarray(0, 4), 2, 100).length).toBeLessThan(100)
  expect(readLzw(new Uint8Array(), 2, 100)).toHaveLength(0)
  expect(() => readLzw(data, 12, 100)).toThrow()
})
