import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createGroundFilter } from '../../../src/tui/screen/ground.ts'

test.each([
  ['\x1b]11;rgb:ffff/ffff/ffff\x1b\\', true],
  ['\x1b]11;rgb:fd/f6/e3\x07', true],
  ['\x1b]11;rgba:0000/0000/0000/ffff\x1b\\', false],
  ['\x1b]11;rgb:1e1e/1e1e/2e2e\x07', false],
])('%j: light %s', (text, light) => {
  expect(createGroundFilter().take(text)).toEqual({ keys: '', light })
})

test('however it comes, the answer is no key and keys are no answer', () => {
  const answer = '\x1b]11;rgb:ffff/ffff/ffff\x1b\\'
  fc.assert(
    fc.property(
      fc.nat({ max: answer.length - 2 }),
      fc.constantFrom('', 'j', '\x1b[A'),
      fc.constantFrom('', 'k'),
      (cut, before, after) => {
        const filter = createGroundFilter()
        // A lone escape cannot be told from the key: terminals send two characters of an answer at least.
        const parts = [before + answer.slice(0, cut + 2), answer.slice(cut + 2) + after]
        const taken = parts.map((part) => filter.take(part))
        expect(taken.map(({ keys }) => keys).join('')).toBe(before + after)
        expect(taken.some(({ light }) => light === true)).toBe(true)
      },
    ),
  )
})

test('the escape key is not held back', () => {
  const filter = createGroundFilter()
  expect([filter.take('\x1b').keys, filter.take('\x1b[<0;1;1M').keys]).toEqual(['\x1b', '\x1b[<0;1;1M'])
})
