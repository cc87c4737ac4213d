import { describe, expect, test } from 'vitest'
import { compare, readArgument } from '../../src/filter/argument.ts'
import { atomNamed } from '../../src/filter/atoms.ts'
import { Scanner } from '../../src/filter/scan.ts'

/** Reads what follows `~name`. */
const read = (name: string, text: string) => {
  const scanner = new Scanner(text)
  return { argument: readArgument(scanner, atomNamed(name)!), at: scanner.at }
}

test.each([
  ['c', ' 200', { kind: 'comparison', operator: '=', value: 200 }],
  ['c', '>=500', { kind: 'comparison', operator: '>=', value: 500 }],
  ['c', ' > 500', { kind: 'comparison', operator: '>', value: 500 }],
  ['c', ' !=404', { kind: 'comparison', operator: '!=', value: 404 }],
  ['c', ' == 404', { kind: 'comparison', operator: '=', value: 404 }],
  ['c', ' 4XX', { kind: 'class', operator: '=', hundreds: 4 }],
  ['c', ' !=5xx', { kind: 'class', operator: '!=', hundreds: 5 }],
  ['dur', ' >500', { kind: 'comparison', operator: '>', value: 500 }],
  ['dur', ' <500ms', { kind: 'comparison', operator: '<', value: 500 }],
  ['dur', ' >=1.5s', { kind: 'comparison', operator: '>=', value: 1500 }],
  ['size', ' >1m', { kind: 'comparison', operator: '>', value: 1024 ** 2 }],
  ['size', ' <=64K', { kind: 'comparison', operator: '<=', value: 64 * 1024 }],
  ['size', ' <2g', { kind: 'comparison', operator: '<', value: 2 * 1024 ** 3 }],
  ['size', ' 0', { kind: 'comparison', operator: '=', value: 0 }],
  ['cassette', ' HIT|miss', { kind: 'choice', values: ['hit', 'miss'] }],
  ['d', ' "a b"', { kind: 'pattern', source: 'a b' }],
  ['d', ' a&b', { kind: 'pattern', source: 'a&b' }],
  ['fault', ' latency', { kind: 'pattern', source: 'latency' }],
])('~%s%s', (name, text, expected) => {
  expect(read(name, text).argument).toMatchObject(expected)
})

test('an optional pattern is not taken from an operator, an atom or a parenthesis', () => {
  for (const text of ['', '  ', ' & a', ' | a', ' !a', ' ~q', ' (a)', ')']) {
    expect(read('fault', text)).toMatchObject({ argument: { kind: 'none' }, at: 0 })
  }
})

describe('compare', () => {
  test.each([
    ['=', [false, true, false]],
    ['!=', [true, false, true]],
    ['>', [false, false, true]],
    ['>=', [false, true, true]],
    ['<', [true, false, false]],
    ['<=', [true, true, false]],
  ] as const)('%s', (operator, expected) => {
    expect([1, 2, 3].map((value) => compare(operator, value, 2))).toEqual(expected)
  })
})
