import fc from 'fast-check'
import { expect, test } from 'vitest'
import { brokenAt, readJson } from '../../../src/tui/state/read-json.ts'

test.each([
  ['{\n "theme": "dark",\n}', ':3:1: Expected JSON, here double-quoted property name'],
  ['{\n  "a": x\n}', ":2:8: Expected JSON, got unexpected token 'x'"],
  ['{\n  "a": tru\n}', ':2:11: Expected JSON, got unexpected token the end of a line'],
  ['{"a":1', ':1:7: Expected JSON, here '],
  ['{"a":1}\n}', ':2:1: Expected JSON, got unexpected non-whitespace character'],
  ['{\n"a', ':2:3: Expected JSON, got unterminated string'],
  ['{"a"', ":1:5: Expected JSON, here ':' after property name"],
])('%j is broken at %s', (text, said) => {
  const read = readJson(text)
  expect('problem' in read ? brokenAt(read) : read).toContain(said)
  expect(read).not.toMatchObject({ problem: expect.stringMatching(/position|not valid JSON/) })
})

test('names are found in their lines, also where others have the same', () => {
  const read = readJson(
    '{\n  "keys": {\n    "filter": "x",\n    "a \\"b": ["{", "}"]\n  },\n\n  "filter"\n:"~d a", "c": {}\n}',
  )
  if ('problem' in read) throw new Error(read.problem)
  expect([
    read.lineOf('keys'),
    read.lineOf('keys', 'filter'),
    read.lineOf('keys', 'a "b'),
    read.lineOf('filter'),
    read.lineOf('c'),
    read.lineOf('nothing'),
  ]).toEqual([2, 3, 4, 7, 8, undefined])
})

test('whatever it is, it is read or has a place in the text', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json().chain((text) => fc.nat(text.length).map((at) => text.slice(0, at))),
      ),
      (text) => {
        const read = readJson(text)
        if ('problem' in read) expect(text.split('\n')[read.line - 1]!.length).toBeGreaterThanOrEqual(read.column - 1)
        else expect(read.value).toEqual(JSON.parse(text))
      },
    ),
  )
})
