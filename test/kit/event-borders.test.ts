import fc from 'fast-check'
import { expect, test } from 'vitest'
import { EventBorders } from '../../src/kit/event-borders.ts'

const split = (...chunks: string[]) => {
  const borders = new EventBorders()
  return chunks.flatMap((chunk) =>
    borders
      .split(Buffer.from(chunk, 'latin1'))
      .map(({ bytes, event, ends }) => [Buffer.from(bytes).toString('latin1'), event, ends]),
  )
}

test.each([
  [
    ['data: a\n\ndata: b\n\n'],
    [
      ['data: a\n\n', 1, true],
      ['data: b\n\n', 2, true],
    ],
  ],
  [
    ['a\r\n\r\nb\r\rc'],
    [
      ['a\r\n\r\n', 1, true],
      ['b\r\r', 2, true],
      ['c', 3, false],
    ],
  ],
  [
    ['a\n', '\nb'],
    [
      ['a\n', 1, false],
      ['\n', 1, true],
      ['b', 2, false],
    ],
  ],
  // The line feed behind a carriage return that ended the event comes too late for it.
  [
    ['a\r\n\r', '\nb\n\n'],
    [
      ['a\r\n\r', 1, true],
      ['\nb\n\n', 2, true],
    ],
  ],
  // Blank lines belong to the event that follows.
  [['\n\n\na\n\n'], [['\n\n\na\n\n', 1, true]]],
  [[''], []],
])('%j', (chunks, expected) => {
  expect(split(...chunks)).toEqual(expected)
})

test('however it is cut, no byte is lost and events have the same bytes but for a late line feed', () => {
  const text = fc.string({ unit: fc.constantFrom('a', '\n', '\r', '\r\n', '\n\n', '\r\n\r\n'), maxLength: 40 })
  fc.assert(
    fc.property(text, fc.array(fc.nat(40)), (whole, cuts) => {
      const places = [...new Set([0, ...cuts.filter((cut) => cut < whole.length), whole.length])].sort((a, b) => a - b)
      const pieces = split(...places.slice(1).map((to, index) => whole.slice(places[index], to)))
      const atOnce = split(whole)
      expect(pieces.map(([bytes]) => bytes).join('')).toBe(whole)
      expect(pieces.filter(([, , ends]) => ends === true)).toHaveLength(
        atOnce.filter(([, , ends]) => ends === true).length,
      )
    }),
  )
})
