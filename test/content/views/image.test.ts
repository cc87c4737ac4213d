import { Buffer } from 'node:buffer'
import { expect, test } from 'vitest'
import { encode } from 'jpeg-js'
import { image } from '../../../src/content/views/image.ts'
import { parseContentType } from '../../../src/content/media-type.ts'
import { bytesOf, openView, rowText } from '../../support/content.ts'
import { pngOf } from '../../support/png.ts'

test('facts and a preview in the width', async () => {
  const document = await openView(
    image,
    pngOf(40, 20, () => [255, 0, 0, 255]),
    'image/png',
  )
  expect(document.rows(0, 5, 20).map(rowText)).toEqual([
    expect.stringMatching(/^format PNG /),
    'size   40 × 20 pixels',
    'colour 8 bits, RGB and alpha',
    '',
    'a preview is being made …',
  ])
  await document.later
  expect(document.rowCount).toBe(3 + 1 + 5)
  expect(document.rows(4, 1, 20)).toEqual([[['▀'.repeat(20), '#ff0000/#ff0000']]])
  expect(document.rows(4, 1, 10)[0]![0]![0]).toHaveLength(10)
  expect(document.search(/RGB/, 0).hits).toEqual([{ row: 2, from: 15, to: 18 }])
  expect(document.advance()).toBe(false)
})

test('JPEG', async () => {
  const { data } = encode({ width: 16, height: 16, data: Buffer.alloc(16 * 16 * 4, 0x80) }, 90)
  const document = await openView(image, data, 'image/jpeg')
  document.rows(0, 1, 80)
  await document.later
  expect(document.rows(4, 1, 80)[0]).toEqual([['▀'.repeat(16), '#808080/#808080']])
})

test('what cannot be decoded has its facts, what is none its bytes', async () => {
  const broken = await openView(image, pngOf(4, 4, () => [0, 0, 0, 255]).subarray(0, 40), 'image/png')
  expect([broken.notes, broken.rowCount]).toEqual([[], 5])
  broken.rows(0, 1, 80)
  await broken.later
  expect(broken.notes).toEqual(['the PNG cannot be decoded'])
  expect(broken.rowCount).toBe(3)
  const none = await openView(image, 'GIF89a\0\0\0\0\0\0\0\0')
  expect([none.notes, none.later, none.rowCount]).toEqual([['its size cannot be read'], undefined, 3])
  expect((await openView(image, 'no image')).notes.join()).toContain('no image that is known')
  expect(image.fits(parseContentType('image/png'), bytesOf('no'))).toBe(0)
})

test('a picture that ends early says so where it is shown', async () => {
  const whole = pngOf(40, 40, (x, y) => [(x * 37 + y * 91) % 256, (x * y * 7) % 256, (x + y * 13) % 256, 255])
  const cut = await openView(image, whole.subarray(0, whole.length >> 1), 'image/png')
  cut.rows(0, 1, 80)
  await cut.later
  expect(cut.notes.join()).toMatch(/^the image ends early: the first \d+ of its 40 lines are there$/)
  expect(cut.rows(4, 40, 80).at(-1)).toEqual([['▀'.repeat(40), '#303030/#303030']])
})
