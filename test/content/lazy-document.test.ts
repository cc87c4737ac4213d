import { describe, expect, test } from 'vitest'
import { lazyDocument, type Scanner } from '../../src/content/lazy-document.ts'
import { rowText, textRows } from '../support/content.ts'

/** Counts how many lines are read. */
function counting(lines: number, text = (at: number) => `line ${at}`, copied = () => {}) {
  const seen = { lines: 0 }
  const scanner: Scanner<{ at: number }> = {
    start: () => ({ at: 0 }),
    copy({ at }) {
      copied()
      return { at }
    },
    next(state) {
      if (state.at >= lines) return undefined
      seen.lines++
      return { spans: [[text(state.at++)]] }
    },
  }
  return { seen, document: lazyDocument(scanner) }
}

describe('rows', () => {
  test('cost what they need', () => {
    const { seen, document } = counting(1_000_000)
    expect(document.rows(0, 50, 80).map(rowText)).toEqual(Array.from({ length: 50 }, (_, i) => `line ${i}`))
    expect(seen.lines).toBe(50)
    expect(document.rowCount).toEqual({ atLeast: 50 })
  })

  test('far away are known after some slices, and then found from near', () => {
    const { seen, document } = counting(50_000)
    expect(document.rows(49_990, 5, 80)).toEqual([])
    let slices = 0
    while (document.advance()) slices++
    expect(slices).toBeGreaterThan(5)
    expect(document.rowCount).toBe(50_000)
    seen.lines = 0
    expect(document.rows(49_990, 20, 80).map(rowText)[0]).toBe('line 49990')
    expect(document.rows(25_000, 1, 80).map(rowText)).toEqual(['line 25000'])
    expect(seen.lines).toBeLessThan(200)
  })

  test('of a long document are remembered more thinly, and still found from near', () => {
    let copies = 0
    const { seen, document } = counting(1_200_000, String, () => copies++)
    document.rows(0, 1, 80)
    while (document.advance());
    expect(copies).toBeLessThan(15_000)
    for (const row of [1, 40_000, 700_001, 1_199_990]) {
      seen.lines = 0
      expect(document.rows(row, 1, 80).map(rowText)).toEqual([String(row)])
      expect(seen.lines).toBeLessThan(600)
    }
  })

  test('are counted anew in another width', () => {
    const { document } = counting(100, () => 'abcdef')
    expect(textRows(document, 6)).toHaveLength(100)
    expect(textRows(document, 3)).toHaveLength(200)
    expect(document.rows(1, 2, 3).map(rowText)).toEqual(['def', 'abc'])
  })
})

describe('search', () => {
  test('finds in slices, with the row and the columns', () => {
    const { document } = counting(20_000)
    const hits = []
    let slices = 0
    for (let from: number | undefined = 0; from !== undefined; slices++) {
      const slice = document.search(/9999$/, from)
      hits.push(...slice.hits)
      from = slice.next
    }
    expect(hits).toEqual([
      { row: 9_999, from: 5, to: 9 },
      { row: 19_999, from: 6, to: 10 },
    ])
    expect(slices).toBeGreaterThan(2)
  })

  test('names the row of a wrapped line, and begins where it is told', () => {
    const { document } = counting(2, () => 'abcdefgh')
    document.rows(0, 1, 3)
    expect(document.search(/h/, 0).hits).toEqual([
      { row: 2, from: 1, to: 2 },
      { row: 5, from: 1, to: 2 },
    ])
    expect(document.search(/h/, 3).hits).toEqual([{ row: 5, from: 1, to: 2 }])
    expect(document.search(/x*/g, 0).hits).toEqual([])
  })
})

test('what cannot be folded has no fold', () => {
  expect(counting(1).document.fold).toBeUndefined()
})
