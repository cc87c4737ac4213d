import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { atoms } from '../../src/filter/atoms.ts'
import type { FilterNode } from '../../src/filter/node.ts'
import { parseFilter } from '../../src/filter/parse.ts'
import { MiddleboxError } from '../../src/model/errors.ts'
import { withoutPlaces } from '../support/filter.ts'

const complaint = (text: string): MiddleboxError => {
  try {
    parseFilter(text)
  } catch (error) {
    expect(error).toBeInstanceOf(MiddleboxError)
    return error as MiddleboxError
  }
  throw new Error(`${text} was accepted`)
}

/** The tree in brackets, so that tightness can be read off. */
const shape = (node: FilterNode): string => {
  if (node.kind === 'atom') return node.argument.kind === 'pattern' ? node.argument.source : node.name
  if (node.kind === 'not') return `!${shape(node.child)}`
  return `[${node.children.map(shape).join(node.kind === 'and' ? '&' : '|')}]`
}

test.each([
  ['a | b & c', '[a|[b&c]]'],
  ['a & b | c', '[[a&b]|c]'],
  ['a | b c', '[a|[b&c]]'],
  ['a b c', '[a&b&c]'],
  ['a & b c', '[a&b&c]'],
  ['!a b', '[!a&b]'],
  ['!a | b', '[!a|b]'],
  ['!(a | b)', '![a|b]'],
  ['!!a', '!!a'],
  ['(a | b) c', '[[a|b]&c]'],
  ['(a|b)c', '[a|b&c]'],
  ['((a))', 'a'],
  ['~q&~s', '[q&s]'],
  ['(~q)|!~s', '[q|!s]'],
  ['a=1&b=2', 'a=1&b=2'],
  ['a &b', '[a&b]'],
  ['~u !x', '!x'],
  ['~u a ~u b', '[a&b]'],
  ["~u 'foo ~u bar' ~u voing", '[foo ~u bar&voing]'],
  ['~changed & ~q', '[changed&q]'],
  ['~changed a', 'a'],
  ['~changed !a', '[changed&!a]'],
  ['~changed)'.replace(')', ''), 'changed'],
  ['(~changed)', 'changed'],
  ['\t a\n', 'a'],
])('%j reads as %s', (text, expected) => {
  expect(shape(parseFilter(text))).toBe(expected)
})

test('a naked word is a URL, and blank text is everything', () => {
  expect(withoutPlaces(parseFilter('foo'))).toEqual(withoutPlaces(parseFilter('~u foo')))
  expect(withoutPlaces(parseFilter('  '))).toEqual(withoutPlaces(parseFilter('~all')))
})

test('nodes know their place', () => {
  const node = parseFilter('~q  & !(a | ~h "b c")')
  expect(node).toMatchObject({ kind: 'and', start: 0, end: 20 })
  expect(node.kind === 'and' && node.children[0]).toMatchObject({ start: 0, end: 2 })
  expect(node.kind === 'and' && node.children[1]).toMatchObject({ kind: 'not', start: 6 })
})

describe('complaints', () => {
  test.each([
    ['~q & ~hx', 6, '~hx', '~h'],
    ['~stiped x', 1, '~stiped', '~stripped'],
    ['~webscoket', 1, '~webscoket', '~websocket'],
    ['a ~method POST', 3, '~method', '~m'],
    ['~host x', 1, '~host', '~d'],
    ['~c404', 1, '~c404', '~c 404'],
    ['~bqq x', 1, '~bqq', '~bq'],
    ['~Q', 1, '~Q', '~q'],
  ])('%j points at column %d and suggests', (text, column, found, suggestion) => {
    const error = complaint(text)
    expect(error.code).toBe('filter_invalid')
    expect(error.message).toContain(`Expected a known atom, got ${found} at column ${column} `)
    expect(error.hint).toBe(`Did you mean ${suggestion}?`)
  })

  test.each([
    ['~d', 3, 'Expected a pattern after ~d, got the end'],
    ['~d & a', 4, 'Expected a pattern after ~d, got &'],
    ['~d ~q', 4, 'Expected a pattern after ~d, got ~q'],
    ['a &', 4, 'Expected an atom such as ~d, a word or (, got the end'],
    ['a && b', 4, 'got &'],
    ['| a', 1, 'got |'],
    ['a | | b', 5, 'got |'],
    ['!', 2, 'got the end'],
    ['()', 2, 'got )'],
    ['(a', 3, 'Expected the ) for the ( of column 1, got the end'],
    ['a)', 2, 'Expected the end, got )'],
    ['a "b', 3, 'Expected a closing ", got the end'],
    ['~h [', 4, 'Expected a regular expression, got [ without ]'],
    [String.raw`~h "a\"(b"`, 8, 'Expected a regular expression, got ( without )'],
    ['~b x++', 6, 'possessive'],
    ['~c', 3, 'Expected a status'],
    ['~c abc', 4, 'got abc'],
    ['~c >=4xx', 6, 'got 4xx'],
    ['~c 401|403', 4, 'got 401|403'],
    ['~dur >fast', 7, 'Expected a time such as >500'],
    ['~size >1x', 8, 'Expected a size such as >1m'],
    ['~cassette', 10, 'Expected hit, miss or recorded'],
    ['~proto h3', 8, 'Expected h1, h2, ws, sse or grpc after ~proto, got h3'],
    ['~', 1, 'Expected a known atom, got ~'],
  ])('%j is refused at column %d', (text, column, message) => {
    const error = complaint(text)
    expect(error.message).toContain(message)
    expect(error.message).toContain(`at column ${column} of the filter`)
    expect(error.message).not.toContain('\n')
  })
})

test('any text is read or refused with filter_invalid', () => {
  const names = atoms.map((atom) => `~${atom.name} `)
  const piece = fc.oneof(
    fc.constantFrom(...names, '(', ')', '!', ' & ', ' | ', '"', "'", '\\', '>=', '5xx', '[', '(?', '{2,', '\\d+', '~'),
    fc.string({ maxLength: 4 }),
    fc.string({ unit: 'binary', maxLength: 3 }),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      try {
        parseFilter(pieces.join(''))
      } catch (error) {
        expect(error).toBeInstanceOf(MiddleboxError)
        expect((error as MiddleboxError).code).toBe('filter_invalid')
        expect((error as MiddleboxError).message).toMatch(/^Expected .*, got .* at column \d+ of the filter /s)
      }
    }),
    { numRuns: 3000 },
  )
})

test('depth and length are no way to break the parser', () => {
  expect(complaint('('.repeat(100_000)).message).toContain('at column')
  expect(complaint('!'.repeat(100_000)).message).toContain('inside each other')
  expect(complaint(`~u "${'('.repeat(10_000)}"`).message).toContain('inside each other')
  const long = parseFilter('a '.repeat(5000))
  expect(long.kind === 'and' && long.children).toHaveLength(5000)
})
