import { expect, test } from 'vitest'
import { openText } from '../../../../src/content/views/text.ts'
import { systemClock } from '../../../../src/kit/clock.ts'
import { searchDocument } from '../../../../src/tui/detail/body/search-document.ts'

const rows = Array.from({ length: 20_000 }, (_row, i) => (i % 5000 === 17 ? `hit ${i}` : `row ${i}`))
const open = () => openText(Buffer.from(rows.join('\n')), [])

test('forward, over many slices', () => {
  expect(searchDocument(open(), /hit/g, 0, false)).toBe(17)
  expect(searchDocument(open(), /hit/g, 18, false)).toBe(5017)
  expect(searchDocument(open(), /hit 15017/g, 0, false)).toBe(15_017)
  expect(searchDocument(open(), /nowhere/g, 0, false)).toBeUndefined()
})

test('back, to the last one before', () => {
  expect(searchDocument(open(), /hit/g, 19_999, true)).toBe(15_017)
  expect(searchDocument(open(), /hit/g, 15_017, true)).toBe(15_017)
  expect(searchDocument(open(), /hit/g, 15_016, true)).toBe(10_017)
  expect(searchDocument(open(), /hit/g, 16, true)).toBeUndefined()
})

test('a slow expression is given up', () => {
  let slices = 0
  const slow = {
    ...open(),
    search: (_pattern: RegExp, from: number) => {
      slices++
      for (const end = systemClock.now() + 30; systemClock.now() < end;);
      return { hits: [], next: from + 1 }
    },
  }
  expect(searchDocument(slow as never, /a/g, 0, false)).toBeUndefined()
  expect(slices).toBeLessThan(20)
})
