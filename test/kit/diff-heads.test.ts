import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import type { Fields, RequestHead, ResponseHead } from '../../src/model/message.ts'
import { applyPatches } from '../../src/kit/patch.ts'
import { diffHeads } from '../../src/kit/diff-heads.ts'

const head = (fields: Fields): RequestHead => ({ method: 'GET', target: '/', version: '1.1', fields })
const short = (before: Fields, after: Fields) =>
  diffHeads(head(before), head(after), 'edit').map((patch) => `${patch.op} ${patch.index} ${patch.name}`)

const name = fc.constantFrom('Host', 'host', 'Accept', 'ACCEPT', 'Cookie', 'Via', 'X')
const fields = fc
  .array(fc.tuple(name, fc.constantFrom('1', '2', '3', '')), { maxLength: 12 })
  .map((pairs): Fields => pairs.flat())

const requests = fc
  .record({
    method: fc.constantFrom('GET', 'POST'),
    target: fc.constantFrom('/', '/a'),
    version: fc.constantFrom('1.0' as const, '1.1' as const, '2' as const),
    fields,
    scheme: fc.option(fc.constantFrom('http', 'https'), { nil: undefined }),
    authority: fc.option(fc.constantFrom('a', 'b'), { nil: undefined }),
  })
  .map((record) => JSON.parse(JSON.stringify(record)) as RequestHead)

describe('diffHeads', () => {
  test('applied to the first head its patches give the second, exactly', () => {
    fc.assert(
      fc.property(requests, requests, (before, after) => {
        expect(applyPatches(before, diffHeads(before, after, 'edit'))).toStrictEqual(after)
      }),
      { numRuns: 1000 },
    )
  })

  test('a shuffled list is reached by moves alone', () => {
    const shuffled = fields.chain((list) => {
      const pairs = list.flatMap((text, i) => (i % 2 ? [] : [[text, list[i + 1]!]]))
      return fc
        .shuffledSubarray(pairs, { minLength: pairs.length, maxLength: pairs.length })
        .map((other) => [list, other.flat()] as const)
    })
    fc.assert(
      fc.property(shuffled, ([before, after]) => {
        expect(applyPatches(head(before), diffHeads(head(before), head(after), 'edit')).fields).toEqual(after)
        if (new Set(before.filter((_, i) => i % 2 === 0).map((text) => text.toLowerCase())).size * 2 === before.length)
          for (const patch of diffHeads(head(before), head(after), 'edit')) expect(patch.op).toBe('move')
      }),
      { numRuns: 500 },
    )
  })

  test('responses too', () => {
    const before: ResponseHead = { status: 200, reason: 'OK', version: '1.1', fields: ['A', '1'] }
    const after: ResponseHead = { status: 404, reason: '', version: '2', fields: ['a', '1'] }
    const patches = diffHeads(before, after, 'h1-h2')
    expect(applyPatches(before, patches)).toStrictEqual(after)
    expect(patches.every((patch) => patch.cause === 'h1-h2')).toBe(true)
  })

  test('equal heads need no patch', () => {
    expect(short(['A', '1', 'A', '1'], ['A', '1', 'A', '1'])).toEqual([])
  })

  test.each<[string, Fields, Fields, string[]]>([
    ['a new value', ['A', '1', 'B', '2'], ['A', '9', 'B', '2'], ['set 0 A']],
    ['another case', ['A', '1'], ['a', '1'], ['rename 0 a']],
    ['one added in front', ['A', '1'], ['B', '2', 'A', '1'], ['add 0 B']],
    ['one removed', ['A', '1', 'B', '2', 'C', '3'], ['A', '1', 'C', '3'], ['remove 1 B']],
    ['first to last', ['A', '1', 'B', '2', 'C', '3'], ['B', '2', 'C', '3', 'A', '1'], ['move 0 A']],
    ['last to first', ['A', '1', 'B', '2', 'C', '3'], ['C', '3', 'A', '1', 'B', '2'], ['move 2 C']],
    ['one of two equal names', ['V', '1', 'V', '2'], ['V', '2'], ['remove 0 V']],
  ])('%s', (_name, before, after, patches) => {
    expect(short(before, after)).toEqual(patches)
  })

  test('what stood there before is told', () => {
    expect(diffHeads(head(['A', '1']), head(['A', '2']), 'rule x')).toEqual([
      { op: 'set', index: 0, name: 'A', value: '2', before: '1', cause: 'rule x' },
    ])
  })

  test('lists too long to compare are replaced, and still exact', () => {
    const many = (value: string) => Array.from({ length: 600 }, (_, i) => [`N${i % 7}`, `${value}${i}`]).flat()
    const [before, after] = [head(many('a')), head(many('b'))]
    expect(applyPatches(before, diffHeads(before, after, 'edit'))).toStrictEqual(after)
  })
})
