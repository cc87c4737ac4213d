import { describe, expect, test } from 'vitest'
import { looseEnd, repair } from '../../../src/engine/http1/repair.ts'

describe('repair', () => {
  test.each([
    ['GET / HTTP/1.1\r\nA: 1\r\n\r\n', 'GET / HTTP/1.1\r\nA: 1\r\n\r\n', ''],
    ['GET / HTTP/1.1\nA: 1\n\n', 'GET / HTTP/1.1\r\nA: 1\r\n\r\n', 'bare LF'],
    ['S\r\nA: 1 \r\n  two\t\r\n\tthree\r\nB: 2\r\n\r\n', 'S\r\nA: 1 two three\r\nB: 2\r\n\r\n', 'obs-fold'],
    ['S\nA: 1\n 2\r\n\n', 'S\r\nA: 1 2\r\n\r\n', 'bare LF, obs-fold'],
    ['S\r\nA:\r\n 1\r\n\r\n', 'S\r\nA: 1\r\n\r\n', 'obs-fold'],
  ])('%j', (text, mended, repaired) => {
    expect(repair(text)).toEqual({ text: mended, repaired })
  })

  test.each([
    ['before the first field it is no fold: it would become part of the start line', 'S\r\n A: 1\r\n\r\n'],
    [
      'a line of nothing but white space could be the end of the head for another reader',
      'S\r\nA: 1\r\n \r\nB: 2\r\n\r\n',
    ],
    ['a bare CR is not touched', 'S\r\nA: 1\r 2\r\n\r\n'],
    ['nor is one before a line end', 'S\r\nA: 1\r\r\n\r\n'],
  ])('%s', (_, text) => {
    expect(repair(text)).toEqual({ text, repaired: '' })
  })

  test('white space without end takes no time without end', () => {
    const text = `S\r\nA: ${' \t'.repeat(200_000)}\r\n${' \r\n\t'.repeat(50_000)}x\r\n\r\n`
    const start = performance.now()
    expect(repair(text).repaired).toBe('obs-fold')
    expect(performance.now() - start).toBeLessThan(1_000)
  })
})

test.each([
  ['A\r\n\r\nB', 5],
  ['A\n\nB', 3],
  ['A\n\r\nB', 4],
  ['A\r\n\nB', 4],
  ['A\r\nB\r\n', -1],
  ['', -1],
])('the loose end of %j is %d', (text, end) => {
  expect(looseEnd(text)).toBe(end)
})
