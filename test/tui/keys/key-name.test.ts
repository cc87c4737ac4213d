import { expect, test } from 'vitest'
import { bindings } from '../../../src/tui/keys/bindings.ts'
import { isKeyName, meantKey } from '../../../src/tui/keys/key-name.ts'

test('every usual key has a name that can be', () => {
  expect(bindings.flatMap(({ keys }) => keys).filter((key) => !isKeyName(key))).toEqual([])
})

test.each(['j', 'é', '日', '👍🏽', '-', 'ctrl-r', 'ctrl-]', 'alt-x', 'alt-X', 'shift-up', 'ctrl-pageup', 'shift-tab'])(
  '%s is a key',
  (name) => {
    expect(meantKey(name)).toBeUndefined()
  },
)

test.each([
  ['Ctrl-R', 'ctrl-r'],
  ['ctrl+r', 'ctrl-r'],
  ['C-r', 'ctrl-r'],
  ['M-x', 'alt-x'],
  ['Enter', 'enter'],
  ['return', 'enter'],
  ['escape', 'esc'],
  ['PgUp', 'pageup'],
  ['shift-a', 'A'],
  ['ctrl-i', 'tab'],
  ['ctrl-space', 'ctrl-`'],
  ['ctrl-pgdn', 'ctrl-pagedown'],
  ['foo-bar', ''],
  ['f1', ''],
  ['alt-up', ''],
  ['', ''],
  [' ', ''],
  ['jj', ''],
])('%j is none, %j comes near', (name, meant) => {
  expect(meantKey(name)).toBe(meant)
})
