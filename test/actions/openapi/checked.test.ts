import { expect, test } from 'vitest'
import { checkedDocument } from '../../../src/actions/openapi/checked.ts'
import { ParseProblem } from '../../../src/actions/openapi/parse.ts'

function load(text: string) {
  try {
    return checkedDocument(text)
  } catch (error) {
    if (error instanceof ParseProblem) return error.problem
    throw error
  }
}

test.each([
  ['swagger: "2.0"', { message: 'Expected openapi: 3.0 or 3.1, got Swagger "2.0"', line: 1 }],
  ['info: {}', { message: 'Expected openapi: 3.0 or 3.1, got none' }],
  ['openapi: 3.9.0', { message: 'Expected openapi: 3.0 or 3.1, got "3.9.0"', line: 1, column: 10 }],
  ['openapi: 3.0.0\ninfo: {}', { message: 'Expected a map of paths, got none' }],
  ['- a', { message: 'Expected openapi: 3.0 or 3.1, got none', line: 1 }],
  [
    'openapi: 3.1.0\npaths:\n  /a:\n    $ref: "#/nothing"',
    { message: 'Expected a reference to something in the document, got "#/nothing"', line: 4, column: 11 },
  ],
  [
    'openapi: 3.1.0\npaths:\n  /a:\n    $ref: other.yaml',
    { message: 'Expected references within the document, got "other.yaml"; bundle the files into one', line: 4 },
  ],
  ['openapi: [', { line: 1 }],
])('%j', (text, problem) => expect(load(text)).toMatchObject(problem))

test('references in examples are data', () => {
  expect(load('openapi: 3.1.0\ncomponents: { x: { example: { $ref: "#/none" } } }')).toMatchObject({
    openapi: '3.1.0',
  })
})
