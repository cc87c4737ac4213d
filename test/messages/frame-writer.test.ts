import { expect, test } from 'vitest'
import { encodeFrame } from '../../src/messages/frame-writer.ts'

test.each([
  [5, [0x81, 5]],
  [126, [0x81, 126, 0, 126]],
  [65_536, [0x81, 127, 0, 0, 0, 0, 0, 1, 0, 0]],
])('a payload of %i bytes gets the shortest header', (size, header) => {
  const frame = encodeFrame('text', new Uint8Array(size).fill(120))
  expect([...frame.subarray(0, header.length)]).toEqual(header)
  expect(frame.length).toBe(header.length + size)
  expect(frame.at(-1)).toBe(120)
})

test('with a mask the payload is hidden by it, and the mask stands before it', () => {
  const frame = encodeFrame('text', Buffer.from([1, 2, 3, 4, 5]), Buffer.from([1, 1, 255, 0]))
  expect([...frame]).toEqual([0x81, 0x85, 1, 1, 255, 0, 0, 3, 252, 4, 4])
})
