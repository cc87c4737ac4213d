import { expect, test } from 'vitest'
import { readIntercept } from '../../../src/config/rules/intercept.ts'

test.each([
  ['~q', { on: 'request' }],
  ['~q & ~d api', { on: 'request' }],
  ['~d api', {}],
  ['', {}],
  ['~s & ~c 5xx', {}],
])('%j pauses with %j', (filter, attributes) => {
  expect(readIntercept(filter, '--intercept')).toMatchObject({
    name: 'intercept',
    match: filter,
    do: [{ action: 'pause', attributes }],
    cause: 'option --intercept',
  })
})

test('a wrong filter says where', () => {
  expect(() => readIntercept('~zz', '--intercept "~zz"')).toThrow(/^--intercept "~zz"/)
})
