import { expect, test } from 'vitest'
import { ParseProblem, isJsonText, parseText, placeOf } from '../../../src/actions/openapi/parse.ts'

const problem = (text: string) => {
  try {
    parseText(text)
  } catch (error) {
    if (error instanceof ParseProblem) return error.problem
  }
  return undefined
}

test('JSON, YAML, and YAML that looks like JSON', () => {
  expect(parseText('\ufeff{"a":1}')).toEqual({ a: 1 })
  expect(parseText('a: 1')).toEqual({ a: 1 })
  expect(parseText('{ a: 1 }')).toEqual({ a: 1 })
  expect([isJsonText(' {'), isJsonText('a: {')]).toEqual([true, false])
})

test.each([
  ['a: 1\nb: [', 2],
  ['{"a": 1,\n "b" 2}', 2],
])('%j has a mistake with its place', (text, line) => {
  expect(problem(text)).toMatchObject({
    message: expect.stringContaining('Expected YAML or JSON, got a mistake') as string,
    line,
  })
})

test('aliases that multiply are refused', () => {
  const lines = Array.from(
    { length: 12 },
    (_, at) => `k${at}: &a${at} [${Array.from({ length: 10 }, () => (at === 0 ? '1' : `*a${at - 1}`)).join(', ')}]`,
  )
  expect(problem(lines.join('\n'))).toBeDefined()
})

test('where a value stands', () => {
  const text = 'a:\n  b:\n    - x\n    - y\n'
  expect(placeOf(text, ['a', 'b', 1])).toEqual({ line: 4, column: 7 })
  expect(placeOf(text, ['a', 'nothing'])).toEqual({ line: 2, column: 3 })
})
