import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { byteText } from '../../src/formats/request-parts.ts'
import { shellWords } from '../../src/formats/shell-words.ts'

const words = (line: string) => shellWords(byteText(line), 'here')

describe('shellWords', () => {
  test.each([
    ['curl  a\tb', ['curl', 'a', 'b']],
    ["a 'b \"c' d", ['a', 'b "c', 'd']],
    ['a "b \\"c\\" \\$d \\x" e', ['a', 'b "c" $d \\x', 'e']],
    ['a\'b\'"c"d', ['abcd']],
    ['\'\' ""', ['', '']],
    ['a\\ b \\"', ['a b', '"']],
    ['a \\\n  b \\\r\n  c', ['a', 'b', 'c']],
    ['"a\\\nb"', ['ab']],
    ['a # the rest\nb a#b', ['a', 'b', 'a#b']],
    ["$'it\\'s\\n\\t\\x41\\u0021\\101\\\\ \\e\\cA \\q'", ["it's\n\tA!A\\ \x1b\x01 \\q"]],
    ["$'\\u00e9\\U0001F600\\xff'", [`${byteText('é😀')}\xff`]],
    ['a $ b$', ['a', '$', 'b$']],
    ['é', [byteText('é')]],
  ])('%j', (line, expected) => {
    expect(words(line)).toEqual(expected)
  })

  test.each([
    ["a 'b", 'here: Expected a closing \', got the end after "\'b".'],
    ['a "b', 'Expected a closing "'],
    ["$'b", "Expected a closing '"],
    ['curl x | jq', 'got the shell\'s "|" after "curl x"'],
    ['curl x > y', '">"'],
    ['curl x?a=1&b=2', '"&"'],
    ['curl "$URL"', 'without variables, got "$URL"'],
    ['curl ${A}b', 'got "${A}"'],
    ['curl $(cat x)', 'got "$(cat x)"'],
    ['curl `cat x`', 'got "`cat x`"'],
  ])('%j is refused', (line, message) => {
    expect(() => words(line)).toThrow(message)
  })

  test('single quotes, as a shell would write them, give back any bytes', () => {
    const text = fc.string({ unit: 'binary' })
    fc.assert(
      fc.property(fc.array(text), (values) => {
        const line = values.map((value) => `'${value.replaceAll("'", "'\\''")}'`).join(' ')
        expect(words(line)).toEqual(values.map(byteText))
      }),
    )
  })

  test('anything ends in words or one clear error', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'a \'"\\$\n`|({x0u') }), (line) => {
        try {
          expect(words(line)).toBeInstanceOf(Array)
        } catch (error) {
          expect((error as Error).message).toMatch(/^here: Expected .* got /)
        }
      }),
    )
  })
})
