import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { FilterNode } from '../../src/filter/node.ts'
import { printFilter } from '../../src/filter/node.ts'
import { parseFilter } from '../../src/filter/parse.ts'
import { withoutPlaces } from '../support/filter.ts'

const place = { start: 0, end: 0 }
const atom = (name: string, argument: object): FilterNode =>
  ({ kind: 'atom', name, argument: { ...argument, ...place }, ...place }) as FilterNode

const pattern = fc
  .oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'ab "\'~()&|!=<\n') }), fc.string({ unit: 'binary' }))
  .map((text) => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`))

const atoms = fc.oneof(
  fc.constantFrom('q', 's', 'all', 'websocket').map((name) => atom(name, { kind: 'none' })),
  fc.constantFrom('changed', 'fault').map((name) => atom(name, { kind: 'none' })),
  fc
    .tuple(fc.constantFrom('u', 'b', 'hq', 'changed'), pattern)
    .map(([name, source]) => atom(name, { kind: 'pattern', source })),
  fc
    .tuple(fc.constantFrom('=', '!=', '>', '>=', '<', '<='), fc.nat(999))
    .map(([operator, value]) => atom('c', { kind: 'comparison', operator, value, text: String(value) })),
  fc
    .tuple(fc.constantFrom('=', '!='), fc.integer({ min: 1, max: 9 }))
    .map(([operator, hundreds]) => atom('c', { kind: 'class', operator, hundreds })),
  fc.subarray(['ws', 'sse', 'h2'], { minLength: 1 }).map((values) => atom('proto', { kind: 'choice', values })),
)

const trees = fc.letrec<{ tree: FilterNode }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 5, depthIdentifier: 'filter' },
    atoms,
    tie('tree').map((child): FilterNode => ({ kind: 'not', child, ...place })),
    fc
      .tuple(fc.constantFrom('and' as const, 'or' as const), fc.array(tie('tree'), { minLength: 2, maxLength: 4 }))
      .map(([kind, children]): FilterNode => ({ kind, children, ...place })),
  ),
})).tree

test('what a tree prints as reads back as the same tree', () => {
  fc.assert(
    fc.property(trees, (tree) => {
      expect(withoutPlaces(parseFilter(printFilter(tree)))).toEqual(withoutPlaces(tree))
    }),
    { numRuns: 500 },
  )
})

test.each([
  ['a', '~u a'],
  ['a b|c', '~u a & ~u b|c'],
  ['a b | c', '~u a & ~u b | ~u c'],
  ['a (b | c)', '~u a & (~u b | ~u c)'],
  ['!(a b)', '!(~u a & ~u b)'],
  ['!!a', '!!~u a'],
  ["'a b'", '~u "a b"'],
  [String.raw`~u 'say "\\d"'`, String.raw`~u "say \"\\d\""`],
  ['~u "&x"', '~u "&x"'],
  ['~c = 200', '~c 200'],
  ['~c != 5xx', '~c !=5xx'],
  ['~size >1M', '~size >1m'],
  ['~cassette hit|miss', '~cassette hit|miss'],
  ['', '~all'],
])('%j is printed as %j', (text, printed) => {
  expect(printFilter(parseFilter(text))).toBe(printed)
})
