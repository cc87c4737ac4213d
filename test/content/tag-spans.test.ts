import { expect, test } from 'vitest'
import { tagSpans } from '../../src/content/tag-spans.ts'
import { kindsOf, rowText } from '../support/content.ts'

test.each([
  ['<a b="c" d=e/>', ['keyword:<a', 'key:b', 'string:"c"', 'key:d', 'key:e', 'keyword:/>']],
  ['</a>', ['keyword:</a', 'keyword:>']],
  ['<!DOCTYPE html>', ['keyword:<!DOCTYPE', 'key:html', 'keyword:>']],
  ['<a b="c', ['keyword:<a', 'key:b', 'string:"c']],
])('%s', (tag, kinds) => {
  const spans = tagSpans(tag)
  expect(rowText(spans)).toBe(tag)
  expect(kindsOf(spans)).toEqual(kinds)
})
