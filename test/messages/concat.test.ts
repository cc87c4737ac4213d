import { expect, test } from 'vitest'
import { concat } from '../../src/messages/concat.ts'

test('pieces follow each other, in memory of their own', () => {
  const first = Uint8Array.of(1, 2)
  const whole = concat([first, new Uint8Array(0), Uint8Array.of(3)], 3)
  first[0] = 9
  expect([...whole]).toEqual([1, 2, 3])
})
