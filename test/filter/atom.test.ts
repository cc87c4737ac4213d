import { expect, test } from 'vitest'
import { flag, patternOf, patternText, search } from '../../src/filter/atom.ts'

const pattern = { kind: 'pattern', source: 'ab', start: 0, end: 2 } as const
const none = { kind: 'none', start: 0, end: 0 } as const

test('a flag has its name for an example and two clauses', () => {
  const tests = { exchange: () => true }
  const atom = flag({ name: 'x', from: 'middlebox', help: 'x', phase: 'end', yes: 'it is x', no: 'it is not x', tests })
  expect(atom).toMatchObject({ argument: 'none', example: '~x' })
  expect(atom.clause(none)).toEqual(['it is x', 'it is not x'])
  expect(atom.compile(none, {})).toBe(tests)
})

test('a search hands on a pattern with its flags and the case asked for', () => {
  const atom = search({
    name: 'x',
    from: 'middlebox',
    help: 'x',
    example: '~x a',
    phase: 'end',
    subject: 'the x',
    flags: { whole: true },
    tests: (compiled) => ({ exchange: ({ url }) => compiled.test(url ?? '') }),
  })
  expect(atom.clause(pattern)).toEqual(['the x matches /ab/', 'the x does not match /ab/'])
  const matches = (url: string, caseSensitive: boolean) => atom.compile(pattern, { caseSensitive }).exchange({ url })
  expect([matches('AB', false), matches('AB', true), matches('abc', false)]).toEqual([true, false, false])
})

test('what is no pattern is the empty one', () => {
  expect(patternText(none)).toBe('')
  expect(patternOf(none, {}).test('anything')).toBe(true)
})
