import { expect, test } from 'vitest'
import { checkKeys } from '../../../src/tui/keys/own-keys.ts'

const names = ['follow', 'mark', 'replay', 'move', 'quit', 'back', 'rules', 'order', 'in-tab', 'field']

const textsOf = (remarks: readonly { text: string }[]) => remarks.map(({ text }) => text)

test('keys that can be for lines that exist', () => {
  expect(checkKeys({ replay: 'ctrl-r', follow: ['=', '%'], mark: [] }, names)).toEqual({
    keys: { replay: ['ctrl-r'], follow: ['=', '%'], mark: [] },
    problems: [],
    changes: [],
  })
})

test('what cannot be is told and left out; where nothing is left the usual keys stay', () => {
  const { keys, problems } = checkKeys(
    { folow: 'x', zzz: 'y', replay: ['foo-bar', 'R'], mark: 'Ctrl-M', follow: 3, rules: 'ctrl-c', order: 'esc' },
    names,
  )
  expect(keys).toEqual({ replay: ['R'] })
  expect(textsOf(problems)).toEqual([
    'Expected a command, got "folow". Did you mean follow?',
    'Expected a command, got "zzz".',
    'replay: Expected the name of a key, got "foo-bar".',
    'mark: Expected the name of a key, got "Ctrl-M". Did you mean enter?',
    'follow: Expected a key or a list of keys, got 3',
    'rules: ctrl-c is always quit',
    'order: esc is always back',
  ])
})

test('one key for two lines in one place is told, with the one that has it', () => {
  const { problems } = checkKeys({ follow: 'x', mark: 'x' }, names)
  expect(problems).toEqual([{ line: 'follow', text: 'follow: x is for mark, which has it' }])
  // Where one counts the other does not.
  expect(checkKeys({ follow: '%', 'field next': '%' }, names).problems).toEqual([])
})

test('what others lose is told, and where', () => {
  const { changes, problems } = checkKeys({ replay: 'j', order: ['enter'] }, names)
  expect(problems).toEqual([])
  expect(textsOf(changes)).toEqual([
    'replay: j is taken from move down (list, detail)',
    'order: enter is taken from open (list), which has no other key',
  ])
  // Whoever gives both lines new keys knows.
  expect(checkKeys({ replay: 'j', 'move down': 'n' }, names).changes.map(({ line }) => line)).toEqual([
    'move down',
    'move down',
    'move down',
  ])
})

test('what lines end with the way out may keep it', () => {
  expect(checkKeys({ quit: 'ctrl-c', back: ['esc', 'B'], 'field none': 'esc' }, names).problems).toEqual([])
})

test('what tabs have no word for is told, with the one that was meant', () => {
  const { keys, problems } = checkKeys({ 'in-tab folt': ['c'], 'in-tab changes': 'c' }, names)
  expect(keys).toEqual({})
  expect(textsOf(problems)).toEqual([
    expect.stringMatching(/^Expected what a tab does \(view, fold, .*\), got "in-tab folt"\. Did you mean fold\?$/),
    expect.stringMatching(/got "in-tab changes"\.$/),
  ])
})

test('what is taken in tabs is told with the tabs', () => {
  expect(textsOf(checkKeys({ 'in-tab fold': 'o' }, names).changes)).toEqual([])
  expect(textsOf(checkKeys({ 'in-tab fold': ['r', 'v'] }, names).changes)).toEqual([
    'in-tab fold: r is taken from replay (request, response)',
    'in-tab fold: v is taken from in-tab view (request, response)',
  ])
  expect(textsOf(checkKeys({ replay: 'v' }, names).changes)).toContain(
    'replay: v is taken from in-tab view (request, response, messages), which has no other key',
  )
  const { problems } = checkKeys({ 'in-tab fold': 'x', 'in-tab view': 'x', 'in-tab only': 'x' }, names)
  expect(textsOf(problems)).toEqual(['in-tab fold: x is for in-tab view, which has it'])
})
