import { expect, test } from 'vitest'
import { shownTracks, summaryOf } from '../../../../src/tui/detail/diff/context.ts'
import type { Cell, Track } from '../../../../src/tui/detail/diff/tracks.ts'

const cell = (kind: Cell['kind'], name: string): Cell => ({ kind, name, value: '', causes: [] })
const track = (name: string, kind: Cell['kind'] = 'same'): Track => [cell('same', name), cell(kind, name)]
const tracks = [
  track('a'),
  track('b'),
  track('c', 'changed'),
  track('d'),
  track('e'),
  track('f'),
  track('g', 'recased'),
]
const names = (detail: Parameters<typeof shownTracks>[1]) =>
  shownTracks(tracks, detail).map((one) => ('left' in one ? one.left : one.track[0]!.name))

test('as much beside a change as was asked for, the rest between two counted', () => {
  expect(names({ context: 0, only: false })).toEqual(['c', 'g'])
  expect(names({ context: 1, only: false })).toEqual(['b', 'c', 'd', 1, 'f', 'g'])
  expect(names({ context: 9, only: false })).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g'])
})

test('changes only: neither context nor what is only spelled otherwise', () => {
  expect(names({ context: 9, only: true })).toEqual(['c'])
})

test('what is left is counted below', () => {
  expect(summaryOf(tracks)).toBe('5 headers unchanged · 1 re-cased · order kept')
  expect(summaryOf([track('a'), track('b', 'moved')])).toBe('1 header unchanged · 1 moved')
})
