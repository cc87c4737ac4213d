import { expect, test } from 'vitest'
import { changedViewFile, readViewSettings, writeViewSettings } from '../../../src/tui/state/view-file.ts'

const names = ['replay', 'open', 'follow', 'mark']

test('what was written is read', () => {
  const settings = {
    theme: 'light',
    layout: 'beside',
    sort: { column: 'took', descending: true },
    filter: '~e',
    keys: { replay: ['R', 'ctrl-r'], open: ['%'] },
  } as const
  expect(readViewSettings(writeViewSettings(settings), names)).toEqual({ settings, problems: [], changes: [] })
})

test.each([undefined, '', ' \n', '{}'])('nothing in %j', (text) => {
  expect(readViewSettings(text, names)).toEqual({ settings: {}, problems: [], changes: [] })
})

test('what is wrong is told with its line and left out, the rest counts', () => {
  const { settings, problems } = readViewSettings(
    '{\n"theme":"pink",\n"layout":"full",\n"sort":{"column":"x"},\n"filter":1,\n"keys":[1],\n"colour":"red", "them": 1}',
    names,
  )
  expect(settings).toEqual({ layout: 'full' })
  expect(problems).toEqual([
    ':7: Expected a setting (theme, layout, sort, filter, keys), got "colour".',
    ':7: Expected a setting (theme, layout, sort, filter, keys), got "them". Did you mean theme?',
    ':2: theme: Expected one of dark, light, sixteen, plain, got "pink"',
    ':4: sort: Expected a column of time, method, status, host, size, took and descending, got {"column":"x"}',
    ':5: filter: Expected a filter, got 1',
    ':6: keys: Expected commands with their keys, got [1]',
  ])
})

test('of the keys, too, each line by itself', () => {
  const text = '{"keys": {\n "replay": "Ctrl-R",\n "folow": "x",\n "mark": "j",\n "open": "%"\n}}'
  const { settings, problems, changes } = readViewSettings(text, names)
  expect(settings.keys).toEqual({ mark: ['j'], open: ['%'] })
  expect(problems).toEqual([
    ':2: keys: replay: Expected the name of a key, got "Ctrl-R". Did you mean ctrl-r?',
    ':3: keys: Expected a command, got "folow". Did you mean follow?',
  ])
  expect(changes).toEqual([':4: keys: mark: j is taken from move down (list, detail)'])
})

test.each([
  ['{', ':1:2: Expected JSON'],
  ['{\n"theme": "dark",\n}', ':3:1: Expected JSON'],
  ['[1]', ': Expected an object of settings'],
  ['null', ': Expected an object of settings'],
])('%j is no file of ours, and is not written over', (text, said) => {
  expect(readViewSettings(text, names)).toMatchObject({ settings: {}, problems: [expect.stringContaining(said)] })
  expect(() => changedViewFile(text, '/v.json', { theme: 'dark' })).toThrow(`/v.json${said}`)
})

test('what is kept takes the place of what was there, and nothing else goes', () => {
  const text = '{"theme":"light","keys":{"replay":"R","nonsense":"x"},"colour":"red"}'
  expect(JSON.parse(changedViewFile(text, '/v.json', { theme: 'dark', filter: '~e' }))).toEqual({
    theme: 'dark',
    keys: { replay: 'R', nonsense: 'x' },
    colour: 'red',
    filter: '~e',
  })
  expect(JSON.parse(changedViewFile(undefined, '/v.json', { theme: 'dark' }))).toEqual({ theme: 'dark' })
})
