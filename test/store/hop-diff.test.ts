import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import type { Patch } from '../../src/model/hop.ts'
import { applyPatches } from '../../src/kit/patch.ts'
import { changesOf, explainHop } from '../../src/store/hop-diff.ts'
import { requestHead } from '../support/events.ts'

const head = requestHead({ fields: ['Host', 'a.test', 'Via', '1', 'Cookie', 'x', 'Accept', '*/*'] })
const told = (patches: readonly Patch[]) => changesOf(head, patches).map(({ name, kind }) => `${kind} ${name}`)

describe('a hop for people', () => {
  test('no patch, no change', () => {
    expect(changesOf(head, [])).toEqual([])
    expect(explainHop(head, []).map((change) => change.kind)).toEqual(['same', 'same', 'same', 'same'])
  })

  test('each kind is told with its cause', () => {
    const patches: Patch[] = [
      { op: 'set', index: -1, name: ':target', value: '/users', cause: 'target-form' },
      { op: 'remove', index: 1, name: 'Via', cause: 'profile squid' },
      { op: 'set', index: 1, name: 'Cookie', value: 'y', cause: 'rule a' },
      { op: 'rename', index: 0, name: 'host', cause: 'h1-h2' },
      { op: 'move', index: 2, name: 'Accept', value: '0', cause: 'edit' },
      { op: 'add', index: 3, name: 'X', value: 'new', cause: 'script s.ts' },
    ]
    expect(changesOf(head, patches)).toEqual([
      {
        name: ':target',
        kind: 'changed',
        before: 'http://api.test/users',
        after: '/users',
        causes: ['target-form'],
      },
      { name: 'Accept', kind: 'moved', before: '*/*', after: '*/*', causes: ['edit'] },
      { name: 'host', oldName: 'Host', kind: 'recased', before: 'a.test', after: 'a.test', causes: ['h1-h2'] },
      { name: 'Via', kind: 'removed', before: '1', causes: ['profile squid'] },
      { name: 'Cookie', kind: 'changed', before: 'x', after: 'y', causes: ['rule a'] },
      { name: 'X', kind: 'added', after: 'new', causes: ['script s.ts'] },
    ])
  })

  test('removed and added under one name is one change', () => {
    const patches: Patch[] = [
      { op: 'remove', index: 1, name: 'Via', cause: 'rule a' },
      { op: 'add', index: 3, name: 'via', value: '2', cause: 'rule b' },
    ]
    expect(changesOf(head, patches)).toEqual([
      { name: 'via', oldName: 'Via', kind: 'changed', before: '1', after: '2', causes: ['rule a', 'rule b'] },
    ])
  })

  test('added and removed again is nothing', () => {
    expect(
      told([
        { op: 'add', index: 0, name: 'X', value: '1', cause: 'edit' },
        { op: 'remove', index: 0, name: 'X', cause: 'edit' },
      ]),
    ).toEqual([])
  })

  test('changed and changed back is no change', () => {
    expect(
      told([
        { op: 'set', index: 0, name: 'Host', value: 'b', cause: 'rule a' },
        { op: 'set', index: 0, name: 'Host', value: 'a.test', cause: 'rule b' },
      ]),
    ).toEqual([])
  })

  test('another name altogether is renamed', () => {
    expect(told([{ op: 'rename', index: 0, name: 'X-Host', cause: 'edit' }])).toEqual(['renamed X-Host'])
  })

  test('the rows that are left are the head after, in order', () => {
    const patch = fc.record({
      op: fc.constantFrom('add' as const, 'remove' as const, 'set' as const, 'rename' as const, 'move' as const),
      index: fc.integer({ min: -1, max: 5 }),
      name: fc.constantFrom('Host', 'via', 'New'),
      value: fc.constantFrom('0', '1', '3', '9'),
      cause: fc.constant('edit' as const),
    })
    fc.assert(
      fc.property(fc.array(patch, { maxLength: 8 }), (patches) => {
        const rows = explainHop(head, patches).filter((row) => !row.name.startsWith(':') && row.kind !== 'removed')
        const after = applyPatches(
          head,
          patches.filter((p) => p.index >= 0),
        ).fields
        expect(rows.flatMap((row) => [row.name, row.after])).toEqual(after)
      }),
    )
  })
})
