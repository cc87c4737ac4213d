import { expect, test } from 'vitest'
import { garbage } from '../../src/kit/garbage.ts'

test('64 bytes from the draws, none of them ASCII', () => {
  const draws = [0, 0.5, 0.9999999]
  const bytes = garbage(() => {
    draws.push(draws[0]!)
    return draws.shift()!
  })
  expect([...bytes.subarray(0, 4)]).toEqual([128, 192, 255, 128])
  expect(bytes).toHaveLength(64)
})
