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

test("the tabs' own keys by their usual names", () => {
  const usual = createKeymap()
  expect([usual.inTab('request', 'space'), usual.inTab('request', 'enter')]).toEqual(['space', 'enter'])
  expect([usual.inTab('messages', 'j'), usual.inTab('messages', 'esc')]).toEqual(['down', 'q'])
  expect(usual.inTab('why', 'v')).toBe('v')
  const own = createKeymap({ 'in-tab fold': ['z'], replay: 'v', 'move down': 'n' })
  expect([own.inTab('request', 'z'), own.inTab('request', 'enter'), own.inTab('request', 'space')]).toEqual([
    'enter',
    undefined,
    'space',
  ])
  // The message list has another use for the key that folded.
  expect(own.inTab('messages', 'enter')).toBe('enter')
  expect([own.inTab('request', 'v'), own.lineOf('detail', 'v')]).toEqual([undefined, 'replay'])
  expect([own.inTab('request', 'n'), own.inTab('request', 'j')]).toEqual(['down', undefined])
  expect(createKeymap({ 'move first': '0' }).inTab('request', '0')).toBe('g')
  expect(own.tabKeys.find(({ line }) => line === 'in-tab fold')?.keys).toEqual(['z'])
  expect(own.of('list').some(({ line }) => line.startsWith('in-tab'))).toBe(false)
})

test('a line takes keys only where it counts', () => {
  const keymap = createKeymap({ replay: 'j', rules: 'k' })
  expect([keymap.lineOf('list', 'j'), keymap.lineOf('rules', 'j')]).toEqual(['replay', 'move down'])
  expect([keymap.lineOf('list', 'k'), keymap.lineOf('view', 'k')]).toEqual(['rules', 'rules'])
  expect(createKeymap({ order: 'v' }).inTab('request', 'v')).toBe('v')
})

test('there is always a way out', () => {
  const keymap = createKeymap({ quit: [], command: [], back: 'B' })
  for (const context of ['list', 'detail', 'rules', 'field', 'view'] as const)
    expect([context, keymap.lineOf(context, 'ctrl-c')]).toEqual([context, 'quit'])
  expect([keymap.lineOf('view', 'esc'), keymap.lineOf('view', 'B')]).toEqual(['back', 'back'])
})

test('a key for a tab is taken from others in its own tabs alone', () => {
  const keymap = createKeymap({ 'in-tab fold': ['o', 'r', 'v'] })
  expect(keymap.inTab('diff', 'o')).toBe('o')
  expect(keymap.shownInTab('diff', 'o')).toBe('o')
  expect([keymap.inTab('request', 'o'), keymap.inTab('request', 'r')]).toEqual(['enter', 'enter'])
  expect([keymap.inTab('timing', 'r'), keymap.lineOf('detail', 'r')]).toEqual(['r', 'replay'])
  expect([keymap.inTab('messages', 'v'), keymap.shownInTab('request', 'v')]).toEqual(['v', undefined])
  expect(createKeymap({ 'in-tab fold': 'j' }).inTab('request', 'j')).toBe('enter')
})
