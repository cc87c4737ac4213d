import { expect, test } from 'vitest'
import { contentLine } from '../../../src/tui/detail/content-line.ts'

test('kinds become styles, and a key of JSON is none of the keyboard', () => {
  expect(contentLine([['{'], ['"a"', 'key'], ['1', 'number'], ['▀', '#ff0000/#000000']])).toEqual([
    ['{'],
    ['"a"', 'name'],
    ['1', 'number'],
    ['▀', '#ff0000/#000000'],
  ])
})
