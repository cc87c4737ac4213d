import { expect, test } from 'vitest'
import { widthOf } from '../../../../src/kit/width.ts'
import { columnsIn, sideBySide } from '../../../../src/tui/detail/diff/side-by-side.ts'
import type { Track } from '../../../../src/tui/detail/diff/tracks.ts'
import { plainLine } from '../../../../src/tui/theme/paint.ts'

const tracks: Track[] = [
  [
    { kind: 'same', name: 'Via', value: 'a', causes: [] },
    { kind: 'changed', name: 'Via', value: '日本 🎉, b', before: 'a', causes: ['profile squid'] },
  ],
  [
    { kind: 'same', name: 'Cookie', value: 'x'.repeat(60), causes: [] },
    { kind: 'removed', name: 'Cookie', value: 'x'.repeat(60), causes: ['rule no cookies'] },
  ],
  [undefined, { kind: 'added', name: 'X-New', value: '1', causes: ['rule new'] }],
  [
    { kind: 'same', name: 'Host', value: 'a.test', causes: [] },
    { kind: 'recased', name: 'host', value: 'a.test', oldName: 'Host', causes: ['h1-h2'] },
  ],
  [
    { kind: 'same', name: 'Accept', value: '*/*', causes: [] },
    { kind: 'same', name: 'Accept', value: '*/*', causes: [] },
  ],
]

test('a column for each leg, the cause beside what it did, long values below', () => {
  const lines = sideBySide(
    { titles: ['one', 'two'], tracks, first: 0, gone: 'dropped' },
    { context: 1, only: false },
    110,
  ).map(plainLine)
  expect(lines.map((line) => line.trimEnd())).toEqual([
    'one                                                     two',
    '  Via       a                                           ~ Via       日本 🎉, b                   profile squid',
    `  Cookie    ${'x'.repeat(42)}  - dropped                              rule no cookies`,
    `      ${'x'.repeat(18)}`,
    '                                                        + X-New     1                                 rule new',
    '  Host      a.test                                      ≈ host      a.test             HTTP/1 ↔ 2, RFC 9113 §8',
    '  Accept    */*                                           Accept    */*',
    '  1 header unchanged · 1 re-cased · order kept',
  ])
  // Causes end where the row ends, whatever stands before them.
  expect(lines.filter((line) => widthOf(line) === 110)).toHaveLength(4)
})

test('as many columns as can be read, two at least', () => {
  expect([
    columnsIn(110, 2),
    columnsIn(110, 3),
    columnsIn(170, 3),
    columnsIn(300, 3),
    columnsIn(60, 4),
    columnsIn(200, 1),
  ]).toEqual([2, 2, 3, 3, 2, 1])
})

test('where nothing changed it is said in a line', () => {
  const same = { titles: ['one', 'two'], tracks: tracks.slice(4), first: 0, gone: 'dropped' }
  expect(sideBySide(same, { context: 3, only: false }, 110).map(plainLine)).toEqual([
    '  1 header unchanged · order kept',
  ])
})
