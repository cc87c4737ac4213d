import { expect, test } from 'vitest'
import type { Patch } from '../../../../src/model/hop.ts'
import { applyPatches } from '../../../../src/kit/patch.ts'
import { type Track, interestOf, tracksOf } from '../../../../src/tui/detail/diff/tracks.ts'
import { buildRequestHead } from '../../../support/exchange.ts'

const first = buildRequestHead({
  target: 'http://a.test/',
  fields: ['Host', 'a.test', 'Connection', 'close', 'X-Case', '1', 'Via', 'a'],
})

function follow(...hops: Patch[][]): Track[] {
  const heads = [first]
  for (const patches of hops) heads.push(applyPatches(heads.at(-1)!, patches))
  return tracksOf(heads, hops)
}

const brief = (tracks: readonly Track[]) =>
  tracks.map((track) =>
    track.map((cell) => (cell === undefined ? '.' : `${cell.kind} ${cell.name}=${cell.value}`)).join(' | '),
  )

test('a field is followed over two hops; what is gone stays where it stood', () => {
  const tracks = follow(
    [
      { op: 'set', index: -1, name: ':target', value: '/', before: 'http://a.test/', cause: 'target-form' },
      { op: 'remove', index: 1, name: 'Connection', before: 'close', cause: 'hop-by-hop' },
    ],
    [
      { op: 'rename', index: 1, name: 'x-case', before: 'X-Case', cause: 'h1-h2' },
      { op: 'set', index: 2, name: 'Via', value: 'a, b', before: 'a', cause: 'profile squid' },
      { op: 'add', index: 0, name: 'X-New', value: '1', cause: 'rule new' },
    ],
  )
  expect(brief(tracks)).toEqual([
    'same target=http://a.test/ | changed target=/ | same target=/',
    '. | . | added X-New=1',
    'same Host=a.test | same Host=a.test | same Host=a.test',
    'same Connection=close | removed Connection=close',
    'same X-Case=1 | same X-Case=1 | recased x-case=1',
    'same Via=a | same Via=a | changed Via=a, b',
  ])
  expect(tracks.map(interestOf)).toEqual(['change', 'change', 'none', 'change', 'minor', 'change'])
  expect(tracks[5]![2]).toMatchObject({ before: 'a', causes: ['profile squid'] })
})

test('what was moved is minor', () => {
  const [host, ...rest] = follow([{ op: 'move', index: 3, name: 'Via', value: '0', cause: 'edit' }])
  expect(brief([host!])).toEqual(['same Via=a | moved Via=a'])
  expect(interestOf(host!)).toBe('minor')
  expect(rest.every((track) => interestOf(track) === 'none')).toBe(true)
})

test('one head alone has one column', () => {
  expect(brief(follow())).toEqual(['same Host=a.test', 'same Connection=close', 'same X-Case=1', 'same Via=a'])
})
