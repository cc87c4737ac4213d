import { expect, test } from 'vitest'
import { expressionFault, longPath } from '../../src/config/expression-fault.ts'

test('syntax comes first, in V8’s words', () => {
  expect(expressionFault('(')).toBe('unterminated group')
})

test('what could stall the proxy is named with its place', () => {
  expect(expressionFault('^(?!x)(a+)+$')).toBe(
    'a repetition inside a repetition, which is too slow beside look-around, references or counts over 16: leave out one or the other; see character 9',
  )
})

test('what JavaScript takes and nobody can mean is refused', () => {
  expect(expressionFault('\\Gfoo')).toBe('\\G, which means nothing; see character 1')
})

test('some are fit for short texts only', () => {
  const source = '(?=a)b*c*d'
  expect(expressionFault(source)).toBeUndefined()
  expect(expressionFault(source, longPath)).toMatch(
    /^too many repetitions beside look-around, .*; begin with \^ or leave/,
  )
  expect(expressionFault(`^${source}`, longPath)).toBeUndefined()
})
