import { expect, test } from 'vitest'
import { bareType, chooseType, covers, isJsonType, isXmlType } from '../../../src/actions/openapi/media-type.ts'

const offered = ['text/csv', 'application/json', 'application/xml']

test.each([
  [undefined, 'application/json'],
  ['', 'application/json'],
  ['*/*', 'application/json'],
  ['text/csv', 'text/csv'],
  ['text/*;q=0.5, application/xml', 'application/xml'],
  ['application/json;q=0, */*;q=0.1', 'text/csv'],
  ['image/png', undefined],
])('Accept: %s', (accept, chosen) => expect(chooseType(offered, accept)).toBe(chosen))

test('kinds of types', () => {
  expect(bareType('Text/HTML; charset=x')).toBe('text/html')
  expect(['application/json', 'application/hal+json; v=1', 'text/plain'].map(isJsonType)).toEqual([true, true, false])
  expect(['text/xml', 'image/svg+xml', 'text/html'].map(isXmlType)).toEqual([true, true, false])
  expect([covers('*/*', 'a/b'), covers('a/*', 'a/b'), covers('a/b', 'a/b'), covers('a/c', 'a/b')]).toEqual([
    true,
    true,
    true,
    false,
  ])
})
