import { describe, expect, test } from 'vitest'
import { checkFilter, fromPython, literal, readPair, readSpec } from '../../../src/config/rules/spec.ts'

describe('readSpec', () => {
  test.each([
    ['/name/value', { filter: '', subject: 'name', replacement: 'value' }],
    ['|~q|a|b', { filter: '~q', subject: 'a', replacement: 'b' }],
    ['/~q/a/', { filter: '~q', subject: 'a', replacement: '' }],
    ['|~q|a|b|c', { filter: '~q', subject: 'a', replacement: 'b|c' }],
    [':a:', { filter: '', subject: 'a', replacement: '' }],
  ])('%s', (text, spec) => expect(readSpec(text, '-H', 'name/value')).toEqual(spec))

  test.each(['', '/a', 'abc', '/'])('%j is refused', (text) => {
    expect(() => readSpec(text, '-H', 'name/value')).toThrowError(
      '-H: Expected [/filter]/name/value, with any separator',
    )
  })

  test('a wrong filter is placed', () => expect(() => readSpec('/~zz/a/b', '-H', '')).toThrowError(/^-H: .*~zz/))
})

test('a pair has two parts', () => {
  expect(readPair('/~d a/404', '--block-list', 'filter/status')).toEqual(['~d a', '404'])
  expect(() => readPair('/a/404/x', '--block-list', 'filter/status')).toThrowError('Expected /filter/status')
})

test.each([
  [String.raw`\1-\g<x>-$1`, 'b-b-$1'],
  [String.raw`\g<1>`, 'b'],
])('Python’s replacement %s', (text, expected) => {
  expect('ab'.replace(/a(?<x>b)/, fromPython(text))).toBe(expected)
})

test('a literal stands for itself', () => {
  expect('x'.replace(/x/, literal(String.raw`a$&\n\\\d`))).toBe('a$&\n' + String.raw`\\d`)
})

test('filters are checked where they stand', () => {
  expect(() => checkFilter('(', 'here')).toThrowError(/^here: /)
  expect(checkFilter('', 'here')).toBeUndefined()
})
