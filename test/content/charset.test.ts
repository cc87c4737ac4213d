import { Buffer } from 'node:buffer'
import { expect, test } from 'vitest'
import { toUtf8 } from '../../src/content/charset.ts'
import { parseContentType } from '../../src/content/media-type.ts'

const read = (bytes: Uint8Array, type: string) => Buffer.from(toUtf8(bytes, parseContentType(type))).toString()

test.each([
  [Buffer.from('é', 'latin1'), 'text/plain; charset=iso-8859-1', 'é'],
  [Buffer.from('é'), 'text/plain; charset=utf-8', 'é'],
  [Buffer.from('é'), 'text/plain', 'é'],
  [Buffer.from('\ufeffa'), 'text/plain', 'a'],
  [Buffer.from('\ufeffé', 'utf16le'), 'text/plain', 'é'],
  [Buffer.from([0x82, 0xa0]), 'text/plain; charset=Shift_JIS', 'あ'],
  [Buffer.from('a'), 'text/plain; charset=klingon', 'a'],
])('%# %s', (bytes, type, text) => {
  expect(read(bytes, type)).toBe(text)
})

test('UTF-8 is not copied', () => {
  const bytes = Buffer.from('abc')
  expect(toUtf8(bytes, parseContentType('text/plain; charset=UTF-8'))).toBe(bytes)
})
