import { Buffer } from 'node:buffer'
import { expect, test } from 'vitest'
import { compilePattern } from '../../src/filter/pattern.ts'
import { bytesMatch, textMatches } from '../../src/filter/text.ts'

const inBytes = (source: string, bytes: Uint8Array, limit = 1000) =>
  bytesMatch(compilePattern(source, { dotAll: true }), bytes, limit)

test('letters are found in UTF-8, bytes by their number', () => {
  for (const text of ['яч', '测试', 'ॐ', 'لله', 'θεός', 'לוהים', '神', '하나님', 'Äÿ'])
    expect(inBytes(text, Buffer.from(`x${text}y`))).toBe(true)
  expect(inBytes('\\x89PNG', Buffer.from([0x89, 0x50, 0x4e, 0x47]))).toBe(true)
  expect(inBytes('^\\xff\\xfe', Buffer.from([0xff, 0xfe, 0x41]))).toBe(true)
  expect(inBytes('nothing', Buffer.from('something'))).toBe(false)
})

test('only the first bytes are searched', () => {
  expect(inBytes('end', Buffer.from('the end'), 6)).toBe(false)
  expect(inBytes('end', Buffer.from('the end'), 7)).toBe(true)
})

test('a view into a larger buffer is searched alone', () => {
  const bytes = new Uint8Array(Buffer.from('left|mid|right')).subarray(5, 8)
  expect(inBytes('^mid$', bytes)).toBe(true)
  expect(inBytes('left|right', bytes)).toBe(false)
})

test('an empty body holds the empty pattern', () => {
  expect(inBytes('^$', new Uint8Array(0))).toBe(true)
})

test('fields hold bytes, and letters outside ASCII are looked for in both readings', () => {
  const field = Buffer.from('x-name: Zoë').toString('latin1')
  expect(textMatches(compilePattern('zoë'), field)).toBe(true)
  expect(textMatches(compilePattern('zoë'), 'x-name: Zo\u00eb')).toBe(true)
  expect(textMatches(compilePattern('zoe'), field)).toBe(false)
})
