import { expect, test } from 'vitest'
import { plainValue, readOperations } from '../../../src/config/rules/json-value.ts'
import { located } from '../../support/located.ts'

test('values are as they were written', async () => {
  expect(plainValue(await located('{ a: [1, x, null, true], b: {} }'))).toEqual({ a: [1, 'x', null, true], b: {} })
  expect(() => plainValue({ where: 'x', kind: 'other', found: 'a function' })).toThrowError(
    'x: Expected a JSON value, got a function.',
  )
  expect(() => plainValue({ where: 'x', kind: 'scalar', value: Infinity })).toThrowError('Expected a JSON value')
})

test('operations', async () => {
  const yaml = '[{ op: add, path: /a, value: [1] }, { op: move, from: /a, path: /b }, { op: remove, path: "" }]'
  expect(readOperations(await located(yaml))).toEqual([
    { op: 'add', path: '/a', value: [1] },
    { op: 'move', from: '/a', path: '/b' },
    { op: 'remove', path: '' },
  ])
})

test.each([
  ['x', 'Expected a list of operations'],
  ['[1]', 'f.yml:1:2: Expected an operation'],
  ['[{ op: ad, path: /a }]', 'Expected one of add, remove, replace, move, copy, test as op, got "ad".'],
  ['[{ op: add, path: /a }]', 'Expected a value to add, got none.'],
  ['[{ op: add, value: 1 }]', 'Expected path in the operation, got none.'],
  ['[{ op: remove, path: a }]', 'Expected a JSON Pointer for path, which begins with /, got "a".'],
  ['[{ op: copy, path: /a, from: 5 }]', 'f.yml:1:30: Expected a text for from, got 5.'],
])('%s is refused', async (yaml, message) => {
  const value = await located(yaml)
  expect(() => readOperations(value)).toThrowError(message)
})
