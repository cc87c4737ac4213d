import { expect, test } from 'vitest'
import { PatternCursor } from '../../src/filter/pattern-cursor.ts'
import { readSet } from '../../src/filter/pattern-set.ts'

/** What follows the opening bracket. */
const read = (text: string) => readSet(new PatternCursor(text), 0)
const one = (char: string) => ({ low: char.charCodeAt(0), high: char.charCodeAt(0) })

test('characters, ranges and classes', () => {
  expect(read('a-f0\\d]')).toEqual({ negated: false, items: [{ low: 97, high: 102 }, one('0'), { class: '\\d' }] })
  expect(read('^a]')).toEqual({ negated: true, items: [one('a')] })
  expect(read('^]')).toEqual({ negated: true, items: [] })
  expect(read('a-]').items).toEqual([one('a'), one('-')])
  expect(read('\\]\\b]').items).toEqual([one(']'), one('\b')])
  expect(read('[:alpha:]').items).toHaveLength(8)
})

test.each([[']'], ['a'], ['z-a]'], ['\\d-z]'], ['a-\\d]'], ['\\']])('[%s is refused', (text) => {
  expect(() => read(text)).toThrow(/^got/)
})
