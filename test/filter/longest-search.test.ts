import v8 from 'node:v8'
import { describe, expect, test } from 'vitest'
import { PatternProblem, longestSearch } from '../../src/filter/longest-search.ts'

// As bin/middlebox.js does.
v8.setFlagsFromString('--enable-experimental-regexp-engine-on-excessive-backtracks')

test.each(['^/api/', '(a+)+$', '[^=]*x', '(?<name>\\d{1,16})-', '(?:a|b)*?c'])('%s is fit for any text', (source) => {
  expect(longestSearch(source)).toBe(Infinity)
})

describe('beside look-around and references', () => {
  test.each(['(?<=token=)[^&]+', '^(?!.*secret)', '(?=a)b', '(["\'])x\\1', '^(?!/api)/.*$', '(?<=id=)\\d{1,8}'])(
    '%s is fit for a long path at least',
    (source) => {
      expect(longestSearch(source)).toBeGreaterThan(16 * 1024)
    },
  )

  test('the more repetitions that can go back, the shorter the text', () => {
    const lengths = ['(?=a)b*', '(?=a)b*c', '(?=a)b*c*d', '(?=a)b*c*d*e'].map(longestSearch)
    expect(lengths).toEqual([Infinity, 31_622, 999, 177])
    expect(longestSearch('^(?=a)b*c*d')).toBe(31_622)
  })

  test.each(['(?=a)(a+)+b', '(a*)*\\1$', '(?!x)(a|aa)+$', '(?i:(a+)+)x', '(a{1,20}){1,20}x'])(
    '%s is refused',
    (source) => {
      expect(() => longestSearch(source)).toThrow(PatternProblem)
    },
  )
})

test('what is called fit for any text is: shapes that take backtracking for ever end at once', () => {
  const text = 'a'.repeat(50_000)
  for (const source of ['(a+)+x', '(a|aa)+x', '(?:a*)*x']) {
    expect(longestSearch(source)).toBe(Infinity)
    expect(new RegExp(source, 'gs').test(text)).toBe(false)
  }
})
