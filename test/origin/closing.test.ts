import { describe, expect, test } from 'vitest'
import { closing, readClosing } from '../../src/origin/closing.ts'

const code = (payload: Uint8Array) => (payload[0]! << 8) | payload[1]!

test('a closing payload has its code and at most 123 bytes of reason', () => {
  expect([...closing(1009, 'big')]).toEqual([3, 241, 98, 105, 103])
  expect(closing(1002, 'x'.repeat(200))).toHaveLength(125)
})

describe('a close frame is answered', () => {
  test.each([1000, 1001, 1003, 1011, 1014, 3000, 4999])('with its own code %i', (sent) => {
    const payload = closing(sent, 'why')
    expect(readClosing(payload)).toEqual(payload)
  })

  test.each([0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 65_535])('with 1002 for %i', (sent) => {
    expect(code(readClosing(closing(sent, '')))).toBe(1002)
  })

  test('with nothing for nothing', () => {
    expect(readClosing(new Uint8Array(0))).toHaveLength(0)
  })

  test('with 1002 for half a code and 1007 for a reason that is no text', () => {
    expect(code(readClosing(Uint8Array.of(3)))).toBe(1002)
    expect(code(readClosing(Uint8Array.of(3, 232, 255)))).toBe(1007)
  })
})
