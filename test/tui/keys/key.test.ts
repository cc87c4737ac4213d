import type { Key } from 'ink'
import { expect, test } from 'vitest'
import { keyNames, shownKey } from '../../../src/tui/keys/key.ts'

const key = (change: Partial<Key> = {}): Key => ({ ...change }) as Key

test.each([
  ['j', {}, ['j']],
  ['G', { shift: true }, ['G']],
  ['', { downArrow: true }, ['down']],
  ['', { upArrow: true, shift: true }, ['shift-up']],
  ['', { return: true }, ['enter']],
  ['', { escape: true, meta: true }, ['esc']],
  ['', { tab: true, shift: true }, ['shift-tab']],
  ['f', { ctrl: true }, ['ctrl-f']],
  ['x', { meta: true }, ['alt-x']],
  [' ', {}, ['space']],
  ['jjk', {}, ['j', 'j', 'k']],
  ['ab\r', {}, ['a', 'b', 'enter']],
  ['a\r\n', {}, ['a', 'enter']],
  ['日', {}, ['日']],
  ['\x00', {}, ['ctrl-`']],
  ['\x1c\x1d', {}, ['ctrl-\\', 'ctrl-]']],
  ['\t\x15~u', {}, ['tab', 'ctrl-u', '~', 'u']],
] as const)('%j with %j is %j', (input, change, names) => {
  expect(keyNames(input, key(change))).toEqual(names)
})

test('arrows are shown as such', () => {
  expect([shownKey('up'), shownKey('ctrl-f')]).toEqual(['↑', 'ctrl-f'])
})
