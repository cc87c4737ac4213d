import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { TextIndex } from '../../src/kit/text-index.ts'

const found = (texts: readonly (string | undefined)[], text: string) => {
  const marks = new Uint8Array(texts.length)
  new TextIndex(texts).mark(text, marks)
  return texts.flatMap((_, id) => (marks[id] === 1 ? [id] : []))
}

describe('TextIndex', () => {
  test('texts within texts, overlapping ones, equal ones', () => {
    expect(found(['he', 'she', 'his', 'hers', 'she'], 'ushers')).toEqual([0, 1, 3, 4])
    expect(found(['abc', 'bcd'], 'xabcdx')).toEqual([0, 1])
    expect(found([undefined, 'a'], 'a')).toEqual([1])
  })

  test('what is beyond ASCII ends what came before, and is always found where it is asked for', () => {
    expect(found(['ab'], 'aéb')).toEqual([])
    expect(found(['é', 'x'], 'y')).toEqual([0])
  })

  test('it finds what includes finds', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 12 })
    const part = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), text, (texts, whole) => {
        expect(found(texts, whole)).toEqual(texts.flatMap((one, id) => (whole.includes(one) ? [id] : [])))
      }),
    )
  })

  test('of long texts the end is compared; too many are always found', () => {
    expect(found([`${'x'.repeat(100)}end`], `${'x'.repeat(50)}end`)).toEqual([0])
    const many = Array.from({ length: 3_000 }, (_, at) => `${String(at).padStart(6, '0')} is a long text here`)
    expect(found(many, 'nothing').length).toBeGreaterThan(0)
    expect(found(many, many[7]!)).toContain(7)
  })
})
