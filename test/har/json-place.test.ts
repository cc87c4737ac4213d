import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { firstMistake, placeOf } from '../../src/har/json-place.ts'

describe('the first mistake', () => {
  test.each([
    ['', 1, 1, 'a value', 'the end'],
    ['{"a":1,\n "b" 2}', 2, 6, '":"', '"2"'],
    ['[1 2]', 1, 4, '"," or "]"', '"2"'],
    ['{"a":1', 1, 7, '"," or "}"', 'the end'],
    ['{a:1}', 1, 2, 'a key in quotes', '"a"'],
    ['[1,]', 1, 4, 'a value', '"]"'],
    ['[1]x', 1, 4, 'the end', '"x"'],
    ['["a\nb"]', 1, 2, 'a text that ends, without control characters', '"\\""'],
    ['[01]', 1, 3, '"," or "]"', '"1"'],
  ])('%j', (text, line, column, expected, found) => {
    expect(firstMistake(text)).toEqual({ line, column, expected, found })
  })

  test('is where JSON.parse finds one too', () => {
    const token = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      '"a"',
      ':',
      ',',
      '1',
      '-',
      'true',
      '"',
      '\\',
      ' ',
      '\n',
      '"\\u00e9"',
      '1e5',
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(token, { maxLength: 12 }).map((parts) => parts.join('')),
          fc.json(),
        ),
        (text) => {
          expect(firstMistake(text) === undefined).toBe(parses(text))
        },
      ),
      { numRuns: 1000 },
    )
  })

  test('depth is no matter', () => {
    expect(firstMistake('['.repeat(200_000))?.column).toBe(200_001)
  })
})

function parses(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

test('the place of a value, or of the nearest one around it', () => {
  const text = '{\n "log": {"entries": [1, {"a": [],\n  "b": 2}]}}'
  expect(placeOf(text, ['log', 'entries', 1, 'b'])).toEqual({ line: 3, column: 8 })
  expect(placeOf(text, ['log', 'entries', 1, 'c'])).toEqual({ line: 2, column: 25 })
  expect(placeOf(text, ['x'])).toEqual({ line: 1, column: 1 })
  expect(placeOf('{"a\\"b":1}', ['a"b'])).toEqual({ line: 1, column: 9 })
})
