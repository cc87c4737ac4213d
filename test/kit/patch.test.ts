import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import type { Patch } from '../../src/model/hop.ts'
import type { RequestHead, ResponseHead } from '../../src/model/message.ts'
import { applyPatches } from '../../src/kit/patch.ts'

const request: RequestHead = {
  method: 'GET',
  target: 'http://a.test/x',
  version: '1.1',
  fields: ['Host', 'a.test', 'X-A', '1', 'x-a', '2'],
  raw: 'GET http://a.test/x HTTP/1.1\r\n…',
}
const cause = 'edit'

describe('applyPatches', () => {
  test('no patches: the very same head, raw bytes included', () => {
    expect(applyPatches(request, [])).toBe(request)
  })

  test.each<[string, Patch, string[]]>([
    [
      'add',
      { op: 'add', index: 1, name: 'N', value: 'v', cause },
      ['Host', 'a.test', 'N', 'v', 'X-A', '1', 'x-a', '2'],
    ],
    ['add at the end', { op: 'add', index: 3, name: 'N', value: 'v', cause }, [...request.fields, 'N', 'v']],
    ['remove', { op: 'remove', index: 1, name: 'X-A', cause }, ['Host', 'a.test', 'x-a', '2']],
    ['set', { op: 'set', index: 2, name: 'x-a', value: '3', cause }, ['Host', 'a.test', 'X-A', '1', 'x-a', '3']],
    ['rename', { op: 'rename', index: 0, name: 'host', cause }, ['host', 'a.test', 'X-A', '1', 'x-a', '2']],
    [
      'move down',
      { op: 'move', index: 0, name: 'Host', value: '2', cause },
      ['X-A', '1', 'x-a', '2', 'Host', 'a.test'],
    ],
    ['move up', { op: 'move', index: 2, name: 'x-a', value: '0', cause }, ['x-a', '2', 'Host', 'a.test', 'X-A', '1']],
    ['outside', { op: 'remove', index: 9, name: 'X', cause }, [...request.fields]],
    ['add outside', { op: 'add', index: 9, name: 'X', value: '', cause }, [...request.fields]],
    ['move outside', { op: 'move', index: 0, name: 'Host', value: '7', cause }, [...request.fields]],
    ['move to no number', { op: 'move', index: 0, name: 'Host', cause }, [...request.fields]],
  ])('%s', (_name, patch, fields) => {
    const before = structuredClone(request)
    expect(applyPatches(request, [patch]).fields).toEqual(fields)
    expect(request).toEqual(before)
  })

  test('a changed head has no raw bytes, since it was never on the wire so', () => {
    expect(applyPatches(request, [{ op: 'set', index: 0, name: 'Host', value: 'b', cause }])).not.toHaveProperty('raw')
  })

  test('indices are positions at the time of the patch', () => {
    const patches: Patch[] = [
      { op: 'remove', index: 0, name: 'Host', cause },
      { op: 'set', index: 0, name: 'X-A', value: 'first', cause },
    ]
    expect(applyPatches(request, patches).fields).toEqual(['X-A', 'first', 'x-a', '2'])
  })

  test('start lines of requests', () => {
    const h2: RequestHead = { ...request, version: '2', scheme: 'https', authority: 'a.test', protocol: 'websocket' }
    const changed = applyPatches(h2, [
      { op: 'set', index: -1, name: ':method', value: 'POST', cause },
      { op: 'set', index: -1, name: ':target', value: '/y', cause },
      { op: 'set', index: -1, name: ':version', value: '1.1', cause },
      { op: 'remove', index: -1, name: ':scheme', cause },
      { op: 'set', index: -1, name: ':authority', value: 'b.test', cause },
      { op: 'remove', index: -1, name: ':protocol', cause },
      { op: 'set', index: -1, name: ':unheard-of', value: 'x', cause },
    ])
    expect(changed).toStrictEqual({
      method: 'POST',
      target: '/y',
      version: '1.1',
      authority: 'b.test',
      fields: [...request.fields],
    })
  })

  test('start lines of responses: the status stays a number', () => {
    const response: ResponseHead = { status: 200, reason: 'OK', version: '1.1', fields: [] }
    const patches: Patch[] = [
      { op: 'set', index: -1, name: ':status', value: '503', cause },
      { op: 'set', index: -1, name: ':reason', value: 'Gone fishing', cause },
    ]
    expect(applyPatches(response, patches)).toStrictEqual({
      status: 503,
      reason: 'Gone fishing',
      version: '1.1',
      fields: [],
    })
  })

  test('any patches whatever leave whole pairs and throw nothing', () => {
    const patch = fc.record({
      op: fc.constantFrom('add' as const, 'remove' as const, 'set' as const, 'rename' as const, 'move' as const),
      index: fc.integer({ min: -2, max: 6 }),
      name: fc.constantFrom(':method', ':status', 'A', ''),
      value: fc.constantFrom('0', '2', '-1', 'x', ''),
      cause: fc.constant('edit' as const),
    })
    fc.assert(
      fc.property(fc.array(patch), (patches) => {
        expect(applyPatches(request, patches).fields.length % 2).toBe(0)
      }),
    )
  })
})
