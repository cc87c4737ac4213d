import { Buffer } from 'node:buffer'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeGif } from '../../../src/content/image/gif.ts'

/** The sample of the specification's readers: 10 × 10, four colours (giflib's "what's in a GIF"). */
const sample = Buffer.from(
  '47494638396110000a00910000ffffffff00000000ff00000021f90400000000002c00000000' +
    '0a000a00000216' +
    '8c2d99872a1cdc33a00275ec95faa8de608c04914c01003b',
  'hex',
)

test('the first picture on its canvas', () => {
  const { width, height, rgba } = decodeGif(sample)
  expect([width, height]).toEqual([16, 10])
  const at = (x: number, y: number) => [...rgba.subarray((y * width + x) * 4, (y * width + x) * 4 + 4)]
  expect(at(0, 0)).toEqual([255, 0, 0, 255])
  expect(at(9, 0)).toEqual([0, 0, 255, 255])
  expect(at(4, 4)).toEqual([255, 255, 255, 255])
  expect(at(12, 4)).toEqual([0, 0, 0, 0])
})

test('one that ends early says so', () => {
  expect(decodeGif(sample).cut).toBeUndefined()
  expect(decodeGif(sample.subarray(0, -14)).cut).toMatch(
    /^the image ends early: the first \d of its 10 lines are there$/,
  )
})

test('broken ones end, with pixels or an error', () => {
  fc.assert(
    fc.property(fc.nat(sample.length - 1), fc.nat(255), (at, byte) => {
      const bytes = new Uint8Array(sample)
      bytes[at] = byte
      try {
        decodeGif(bytes.subarray(0, 40 + byte))
      } catch (error) {
        expect(error).toBeInstanceOf(Error)
      }
    }),
  )
})
