import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { systemClock } from '../../src/kit/clock.ts'
import { PatternProblem } from '../../src/filter/longest-search.ts'
import { searchPattern } from '../../src/filter/search-pattern.ts'

const places = (source: string, text: string) => [...text.matchAll(searchPattern(source))].map(([found]) => found)

test('every place in its full extent, without regard to case', () => {
  expect(places('B.*', 'abcd')).toEqual(['bcd'])
  expect(places('é|[x-z]', 'ÉaYx')).toEqual(['É', 'Y', 'x'])
  expect(places('(a)b\\1', 'ABa aba')).toEqual(['ABa', 'aba'])
  expect(places('(?<=id=)\\p{L}+', 'id=Übung 1')).toEqual(['Übung'])
})

describe('no row makes it slow', () => {
  test.each(['(a+)+b', '(a|aa)+$', '(?:a*)*b', '[^!]*x', '(?=a)a*b'])('%s', (source) => {
    const rows = Array.from({ length: 10 }, () => `${'a'.repeat(2048)}!`)
    const before = systemClock.now()
    for (const row of rows) places(source, row)
    expect(systemClock.now() - before).toBeLessThan(2000)
  })

  test.each(['(?=a)(a+)+b', '(a*)*\\1$', '(?=a)b*c*d'])('%s is refused', (source) => {
    expect(() => searchPattern(source)).toThrow(PatternProblem)
  })
})

test('a word is found where it stands', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-zA-Z0-9 ]{1,12}$/), fc.string(), (word, before) => {
      expect(places(word, `${before}${word}`.toUpperCase()).length).toBeGreaterThan(0)
    }),
  )
})
