import { expect, test } from 'vitest'
import { createKeymap } from '../../../src/tui/keys/keymap.ts'

test('a key means what it means there, else what it means everywhere', () => {
  const keymap = createKeymap()
  expect(keymap.lineOf('list', 'n')).toBe('new')
  expect(keymap.lineOf('detail', 'n')).toBe('search-next')
  expect(keymap.lineOf('view', '?')).toBe('help')
  expect(keymap.lineOf('list', 'ctrl-y')).toBeUndefined()
  expect(keymap.keyOf('list', 'move down')).toBe('j')
})

test("the user's keys take the place of ours", () => {
  const keymap = createKeymap({ replay: 'ctrl-r', 'move down': ['n', 'down'], 'tag done': '=' })
  expect(keymap.lineOf('list', 'r')).toBeUndefined()
  expect(keymap.lineOf('list', 'ctrl-r')).toBe('replay')
  expect(keymap.lineOf('list', 'j')).toBeUndefined()
  expect(keymap.lineOf('list', 'n')).toBe('move down')
  expect(keymap.lineOf('list', '=')).toBe('tag done')
})

test('what does not exist has no keys, and a key is listed once', () => {
  const keymap = createKeymap({}, (name) => name !== 'replay')
  expect(keymap.lineOf('list', 'r')).toBeUndefined()
  const keys = keymap.of('list').flatMap((binding) => binding.keys)
  expect(keys.length).toBe(new Set(keys).size)
  expect(keymap.of('list').find(({ line }) => line === 'back')?.keys).toContain('esc')
})
