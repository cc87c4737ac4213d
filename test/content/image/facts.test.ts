import { Buffer } from 'node:buffer'
import { expect, test } from 'vitest'
import { imageFacts } from '../../../src/content/image/facts.ts'
import { rawPng } from '../../support/png.ts'

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex')

test.each([
  [
    rawPng({ width: 3, height: 2, depth: 1, colour: 3, interlaced: true }, new Uint8Array()),
    { format: 'PNG', width: 3, height: 2, details: ['1 bits', 'palette', 'interlaced'] },
  ],
  [
    hex('ffd8 ffe0 0004 0000 ff ffc2 0011 08 0010 0020 03 0000000000000000'),
    { format: 'JPEG', width: 32, height: 16, details: ['YCbCr', 'progressive'] },
  ],
  [hex('ffd8ff'), { format: 'JPEG', details: [] }],
  [Buffer.from('GIF89a\x05\0\x06\0', 'latin1'), { format: 'GIF', width: 5, height: 6, details: ['version 89a'] }],
  [
    Buffer.from('RIFF0000WEBPVP8X\x0a\0\0\0\x02\0\0\0\x09\0\0\x13\0\0\0\0', 'latin1'),
    { format: 'WebP', width: 10, height: 20, details: ['animated'] },
  ],
  [
    Buffer.from('RIFF0000WEBPVP8L0000\x2f\x09\xc0\x04\0\0\0\0\0', 'latin1'),
    { format: 'WebP', width: 10, height: 20, details: ['lossless'] },
  ],
  [
    Buffer.from('RIFF0000WEBPVP8 0000000000\x0a\0\x14\0', 'latin1'),
    { format: 'WebP', width: 10, height: 20, details: [] },
  ],
  [
    Buffer.concat([Buffer.from('BM'), Buffer.alloc(16), hex('0a000000 ecffffff'), Buffer.alloc(4)]),
    { format: 'BMP', width: 10, height: 20, details: [] },
  ],
  [hex('00000100 0200 1000'), { format: 'ICO', width: 16, height: 256, details: ['2 images'] }],
  [
    Buffer.concat([
      Buffer.from('\0\0\0\x1cftypavif', 'latin1'),
      Buffer.from('....ispe'),
      hex('00000000 0000000a 00000014'),
    ]),
    { format: 'AVIF', width: 10, height: 20, details: [] },
  ],
  [Buffer.from('\0\0\0\x1cftypheic', 'latin1'), { format: 'HEIC', details: [] }],
  [Buffer.from('II*\0'), { format: 'TIFF', details: [] }],
  [Buffer.from('hello'), undefined],
  [Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), undefined],
  [new Uint8Array(), undefined],
])('%#', (bytes, facts) => {
  expect(imageFacts(bytes)).toEqual(facts)
})
