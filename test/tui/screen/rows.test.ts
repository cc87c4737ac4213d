import { expect, test } from 'vitest'
import { createRowTable } from '../../../src/tui/screen/rows.ts'

test('a row is one character, and the row again', () => {
  const table = createRowTable()
  const signs = table.encode(['one', 'two'])
  expect(signs.map((sign) => sign.length)).toEqual([1, 1])
  expect(table.expand(`\x1b[H${signs.join('\n')}`)).toBe('\x1b[Hone\ntwo')
})

test('what did not change keeps its character, what changed has another', () => {
  const table = createRowTable()
  const [one, two] = table.encode(['one', 'two'])
  const [same, other] = table.encode(['one', 'three'])
  expect(same).toBe(one)
  expect(other).not.toBe(two)
  // What was written a frame ago is still known.
  expect(table.expand(two!)).toBe('two')
})

test('after the terminal lost its rows all are new', () => {
  const table = createRowTable()
  const before = table.encode(['one'])
  table.forget()
  expect(table.encode(['one'])).not.toEqual(before)
})

test('a private character of the wire is not taken for a row', () => {
  const table = createRowTable()
  const [sign] = table.encode(['logo \ue0b0'])
  expect(table.expand(sign!)).toBe('logo \ue0b0')
  expect(table.expand('\uf8ff')).toBe('\uf8ff')
})

test('the characters come round, and never twice in one frame', () => {
  const table = createRowTable()
  for (let frame = 0; frame < 300; frame++) {
    const rows = Array.from({ length: 60 }, (_, i) => `${frame} ${i}`)
    const signs = table.encode(rows)
    expect(new Set(signs).size).toBe(60)
    expect(table.expand(signs.join('|'))).toBe(rows.join('|'))
  }
})
