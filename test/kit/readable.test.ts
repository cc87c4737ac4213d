import { describe, expect, test } from 'vitest'
import { readableBytes, readableDuration, readableShare } from '../../src/kit/readable.ts'

describe('readable', () => {
  test.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1 kB'],
    [1234, '1.2 kB'],
    [9960, '10 kB'],
    [999_499, '999 kB'],
    [999_500, '1 MB'],
    [10_737_418_240, '11 GB'],
    [5e15, '5000 TB'],
  ])('%d bytes', (bytes, text) => {
    expect(readableBytes(bytes)).toBe(text)
  })

  test.each([
    [0, '0 ms'],
    [0.003, '<0.1 ms'],
    [0.05, '0.1 ms'],
    [0.44, '0.4 ms'],
    [12.4, '12 ms'],
    [999.4, '999 ms'],
    [999.6, '1 s'],
    [1300, '1.3 s'],
    [59_940, '60 s'],
    [59_960, '1 m 00 s'],
    [125_000, '2 m 05 s'],
    [12_000_000, '3 h 20 m'],
  ])('%d ms', (ms, text) => {
    expect(readableDuration(ms)).toBe(text)
  })

  test('shares', () => {
    expect(readableShare(0.004)).toBe('0.4 %')
    expect(readableShare(0.25)).toBe('25 %')
    expect(readableShare(1)).toBe('100 %')
  })
})
