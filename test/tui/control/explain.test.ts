import { expect, test } from 'vitest'
import { MiddleboxError } from '../../../src/model/errors.ts'
import { explain } from '../../../src/tui/control/explain.ts'

test('one line for every kind of thing that is thrown', () => {
  expect(explain(new MiddleboxError('usage', 'Expected a, got b.', 'Do c.'))).toBe('Expected a, got b. Do c.')
  // Options of the command line help nobody who looks at the screen.
  expect(explain(new MiddleboxError('usage', 'Expected a, got b.'))).toBe('Expected a, got b.')
  expect(explain(new Error('boom'))).toBe('boom')
  expect(explain('text')).toBe('text')
})
