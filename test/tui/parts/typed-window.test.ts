import fc from 'fast-check'
import { expect, test } from 'vitest'
import { widthOf } from '../../../src/kit/width.ts'
import { typedText } from '../../../src/tui/parts/edit-text.ts'
import { typedWindow } from '../../../src/tui/parts/typed-window.ts'

test.each([
  ['short', 5, 20, 'short', 5],
  ['abcdefghijklmnopqrst', 20, 10, '…nopqrst', 8],
  ['abcdefghijklmnopqrst', 0, 10, 'abcdefgh…', 0],
  ['abcdefghijklmnopqrst', 10, 12, '…ijklmnopq…', 3],
])('%s with the cursor at %i in %i columns', (text, at, room, shown, cursor) => {
  expect(typedWindow({ text, at }, room)).toMatchObject({ shown, cursor })
})

test('what is before the window is counted, so that places in the line can be found in it', () => {
  const { shown, from } = typedWindow(typedText('abcdefghijklmnopqrst'), 10)
  expect(shown.indexOf('t') + from).toBe(19)
})

test('the cursor is always inside, with what it stands on', () => {
  const char = fc.constantFrom('a', ' ', 'é', '日', '👍', 'e\u0301')
  fc.assert(
    fc.property(fc.array(char, { maxLength: 80 }), fc.nat(), fc.integer({ min: 14, max: 60 }), (chars, place, room) => {
      const count = place % (chars.length + 1)
      const text = chars.join('')
      const at = chars.slice(0, count).join('').length
      const { shown, cursor } = typedWindow({ text, at }, room)
      expect(widthOf(shown)).toBeLessThanOrEqual(room)
      expect(cursor).toBeGreaterThanOrEqual(0)
      expect(cursor).toBeLessThan(room)
      const beyond = chars[count]
      if (beyond !== undefined && beyond.trim() !== '' && !/^\u0301/.test(beyond)) expect(shown).toContain(beyond)
    }),
  )
})
