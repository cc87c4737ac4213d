import { expect, test } from 'vitest'
import { expressionSyntax } from '../../src/kit/expression-syntax.ts'

test('what V8 takes is right, and what it refuses is told in its words', () => {
  expect(expressionSyntax('^/api/(?<name>[^/]+)$')).toBeUndefined()
  expect(expressionSyntax('(')).toBe('unterminated group')
  expect(expressionSyntax('a: (b')).toBe('unterminated group')
  expect(expressionSyntax('*')).toBe('nothing to repeat')
})
