import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { editText, insert, nothingTyped, typedText, type Typed } from '../../../src/tui/parts/edit-text.ts'

const after = (typed: Typed, ...keys: string[]) => keys.reduce((now, key) => editText(now, key) ?? now, typed)

describe('editing', () => {
  test('letters go where the cursor is', () => {
    expect(after(nothingTyped, 'a', 'c', 'left', 'b')).toEqual({ text: 'abc', at: 2 })
    expect(after(nothingTyped, 'a', 'space', 'b').text).toBe('a b')
  })

  test.each([
    ['backspace', 'one tw', 6],
    ['ctrl-w', 'one ', 4],
    ['ctrl-u', '', 0],
    ['ctrl-a', 'one two', 0],
    ['home', 'one two', 0],
    ['left', 'one two', 6],
  ])('%s at the end', (key, text, at) => {
    expect(after(typedText('one two'), key)).toEqual({ text, at })
  })

  test.each([
    ['delete', 'ne'],
    ['ctrl-d', 'ne'],
    ['ctrl-k', ''],
    ['backspace', 'one'],
  ])('%s at the beginning', (key, text) => {
    expect(after(typedText('one'), 'home', key)).toEqual({ text, at: 0 })
  })

  test('a character of several code points is one', () => {
    const family = '👩‍👩‍👧'
    expect(after(typedText(`a${family}`), 'backspace')).toEqual({ text: 'a', at: 1 })
    expect(after(typedText(`a${family}`), 'left')).toEqual({ text: `a${family}`, at: 1 })
    expect(after(nothingTyped, family).text).toBe(family)
  })

  test('names of keys are not typed', () => {
    expect(editText(nothingTyped, 'pageup')).toBeUndefined()
    expect(editText(nothingTyped, 'ctrl-x')).toBeUndefined()
  })

  test('pasted lines become one, without control characters', () => {
    expect(insert(typedText('x'), 'a\r\nb\tc\x1b[31m').text).toBe('xa b c[31m')
  })

  test('the cursor stays in the text, whatever is pressed', () => {
    const key = fc.constantFrom(
      'a',
      '日',
      '👍🏽',
      'left',
      'right',
      'home',
      'end',
      'backspace',
      'delete',
      'ctrl-w',
      'ctrl-u',
      'ctrl-k',
    )
    fc.assert(
      fc.property(fc.array(key), (keys) => {
        const { text, at } = after(nothingTyped, ...keys)
        return at >= 0 && at <= text.length && text.isWellFormed()
      }),
    )
  })
})
