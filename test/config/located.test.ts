import { expect, test } from 'vitest'
import { isPlain, locate, locateEntries, showFound } from '../../src/config/located.ts'

test('values of JavaScript know their path', () => {
  const [entry] = locateEntries({ limits: { headBytes: [1, null] }, gone: undefined }, 'c.ts: ')
  expect(entry).toEqual({
    key: 'limits',
    where: 'c.ts: limits',
    value: {
      where: 'c.ts: limits',
      kind: 'map',
      entries: [
        {
          key: 'headBytes',
          where: 'c.ts: limits.headBytes',
          value: {
            where: 'c.ts: limits.headBytes',
            kind: 'list',
            items: [
              { where: 'c.ts: limits.headBytes[0]', kind: 'scalar', value: 1 },
              { where: 'c.ts: limits.headBytes[1]', kind: 'scalar', value: null },
            ],
          },
        },
      ],
    },
  })
})

test.each<[unknown, string]>([
  ['x', '"x"'],
  ['y'.repeat(200), `"${'y'.repeat(75)}..."`],
  [null, 'nothing'],
  [[1], 'a list'],
  [{}, 'a map'],
  [() => 1, 'a function'],
  [/x/, 'an object of a class'],
  [1n, 'a bigint'],
])('%s is shown as %s', (value, shown) => {
  expect(showFound(locate(value, ''))).toBe(shown)
})

test('plain objects are those without a class, of whichever realm', () => {
  expect([{}, Object.create(null), [], new Map(), null, 1].map(isPlain)).toEqual([
    true,
    true,
    false,
    false,
    false,
    false,
  ])
})
