import { expect, test } from 'vitest'
import { emitPattern } from '../../src/filter/pattern-emit.ts'
import { parsePattern } from '../../src/filter/pattern-parse.ts'

const emit = (source: string, ignoreCase = false, mode = {}) =>
  emitPattern(parsePattern(source, { ignoreCase, multiline: false, dotAll: false }).tree, {
    unicode: false,
    captures: false,
    multiline: false,
    ...mode,
  })

test('repetitions without end capture, so that V8 counts their backtracking; others do not', () => {
  expect(emit('a*b+?c{3,}d?e{2}(f)')).toBe('(a)*(b)+?(c){3,}(?:d)?(?:e){2,2}(?:f)')
})

test('case is written out', () => {
  expect(emit('a1', true)).toBe('[aA]1')
  expect(emit('[a-c_]', true)).toBe('[a-cA-C_]')
  expect(emit('[A-z]', true)).toBe('[A-z]')
  expect(emit('я', true)).toBe('[\\u044f\\u042f]')
  // As with the i flag, ASCII letters have no partners outside ASCII (the Kelvin sign, the long s).
  expect(emit('k', true)).toBe('[kK]')
  expect(emit('\u212a', true)).toBe('\\u212a')
  expect(emit('ß', true)).toBe('\\u00df')
})

test('characters that mean something are codes', () => {
  expect(emit('\\.\\/\\-')).toBe('\\u002e/\\u002d')
  expect(emit('[\\]^-]')).toBe('[\\u005d\\u005e\\u002d]')
})

test('characters beyond the BMP stay whole', () => {
  expect(emit('😀?')).toBe('(?:(?:\\ud83d\\ude00))?')
  expect(emit('😀', false, { unicode: true })).toBe('\\u{1f600}')
})

test('start and end of the text hold with and without multiline', () => {
  expect(emit('\\Aa\\Z')).toBe('^a$')
  expect(emit('\\Aa\\Z', false, { multiline: true })).toBe('(?<![^])a(?![^])')
})

test('groups are numbered only where they are referred to', () => {
  expect(emit('(?P<n>a)(b)\\2(?P=n)', false, { captures: true })).toBe('(?<n>a)(b)(?:\\2)\\k<n>')
})

test('alternatives keep their borders', () => {
  expect(emit('a|(b|c)d')).toBe('a|(?:b|c)d')
  expect(emit('(?i:a|b)*')).toBe('((?:[aA]|[bB]))*')
})
