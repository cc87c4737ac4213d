import { expect, test } from 'vitest'
import { listOf, memberOf, objectOf, pointed, resolved, textAt } from '../../../src/actions/openapi/json.ts'

const root = { a: { 'b/c': [1], '~': 2 }, r: { $ref: '#/a' }, loop: { $ref: '#/loop' }, lost: { $ref: '#/none' } }

test('members, only own ones', () => {
  expect(memberOf(root, 'a')).toBe(root.a)
  expect(memberOf(root, 'constructor')).toBeUndefined()
  expect(memberOf(null, 'a')).toBeUndefined()
  expect([objectOf([]), objectOf({}), textAt({ a: 1 }, 'a'), textAt({ a: 'b' }, 'a'), listOf('no')]).toEqual([
    undefined,
    {},
    undefined,
    'b',
    [],
  ])
})

test.each([
  ['#', root],
  ['#/a/b~1c/0', 1],
  ['#/a/~0', 2],
  ['#/a/b%7E1c/0', 1],
  ['#/a/%', undefined],
  ['other.yaml#/a', undefined],
])('%s', (reference, value) => expect(pointed(root, reference)).toBe(value))

test('references lead somewhere, nowhere, or in a circle', () => {
  expect(resolved(root, root.r)).toBe(root.a)
  expect(resolved(root, root.lost)).toBeUndefined()
  expect(resolved(root, root.loop)).toBeUndefined()
  expect(resolved(root, 5)).toBe(5)
})
