import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { joinBytes, totalOf } from '../../src/kit/join-bytes.ts'

const megabyte = 1024 * 1024

test('the pieces in order, at the beginning', async () => {
  const pieces = [Uint8Array.of(1, 2), new Uint8Array(0), Uint8Array.of(3)]
  expect(totalOf(pieces)).toBe(3)
  expect([...(await joinBytes(pieces, new Uint8Array(4)))]).toEqual([1, 2, 3, 0])
})

test('others have their turn between slices of large ones', async () => {
  const large = new Uint8Array(5 * megabyte).fill(1)
  let turns = 0
  let over = false
  const joining = joinBytes([large, large], new Uint8Array(10 * megabyte)).finally(() => (over = true))
  while (!over) {
    await setImmediate()
    turns++
  }
  expect(turns).toBeGreaterThanOrEqual(4)
  expect((await joining).every((byte) => byte === 1)).toBe(true)
})
