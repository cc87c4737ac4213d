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

test('an answer whose escape came alone before it is no key, in one piece or in more', () => {
  const filter = createGroundFilter()
  expect(filter.take('\x1b')).toEqual({ keys: '\x1b' })
  expect(filter.take(']11;rgb:ffff/')).toEqual({ keys: '' })
  expect(filter.take('ffff/ffff\x1b\\k')).toEqual({ keys: 'k', light: true })
  // Escape and a bracket are two keys.
  const other = createGroundFilter()
  expect([other.take('\x1b').keys, other.take(']').keys, other.take(']11;').keys]).toEqual(['\x1b', ']', ']11;'])
})

test('a second answer is no key either, and changes nothing', () => {
  const answer = '\x1b]11;rgb:ffff/ffff/ffff\x1b\\'
  const filter = createGroundFilter()
  expect(filter.take(`${answer}j${answer}`)).toEqual({ keys: 'j', light: true })
  expect([filter.take(answer.slice(0, 9)), filter.take(`${answer.slice(9)}k`)]).toEqual([{ keys: '' }, { keys: 'k' }])
  expect([filter.take('\x1b').keys, filter.take(answer.slice(1))]).toEqual(['\x1b', { keys: '' }])
  // Alt with a bracket is not held back any more.
  expect(filter.take('\x1b]').keys).toBe('\x1b]')
})
