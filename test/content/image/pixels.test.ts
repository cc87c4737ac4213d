import { expect, test } from 'vitest'
import { decodePixels } from '../../../src/content/image/pixels.ts'
import { jpegOf } from '../../support/jpeg.ts'
import { pngOf } from '../../support/png.ts'

const png = pngOf(2, 1, (x) => [x, 0, 0, 255])

test('pixels, or why there are none', async () => {
  expect(await decodePixels(png, { format: 'PNG', width: 2, height: 1, details: [] })).toEqual({
    width: 2,
    height: 1,
    rgba: Uint8Array.of(0, 0, 0, 255, 1, 0, 0, 255),
  })
  expect(await decodePixels(png, { format: 'WebP', width: 2, height: 1, details: [] })).toBe(
    'no preview of WebP images',
  )
  expect(await decodePixels(png, { format: 'PNG', details: [] })).toBe('its size cannot be read')
  expect(await decodePixels(png, { format: 'JPEG', width: 2, height: 1, details: [] })).toBe(
    'the JPEG cannot be decoded',
  )
  expect(await decodePixels(png, { format: 'PNG', width: 60_000, height: 60_000, details: [] })).toBe(
    'no preview above 16 million pixels',
  )
})

test('of a JPEG', async () => {
  const pixels = await decodePixels(
    jpegOf(24, 16, () => [200, 10, 10]),
    { format: 'JPEG', width: 24, height: 16, details: [] },
  )
  expect(pixels).toMatchObject({ width: 24, height: 16 })
  const [red, green] = (pixels as { rgba: Uint8Array }).rgba
  expect([red! > 190, green! < 25]).toEqual([true, true])
})

test('a JPEG that ends early says so', async () => {
  const whole = jpegOf(64, 64, (x, y) => [x * 4, y * 4, (x * y) % 256])
  const facts = { format: 'JPEG', width: 64, height: 64, details: [] } as const
  expect(await decodePixels(whole.subarray(0, -40), facts)).toBe('the JPEG cannot be decoded: it ends early')
  expect(await decodePixels(whole.subarray(0, -2), facts)).toBe('the JPEG cannot be decoded: it ends early')
})
