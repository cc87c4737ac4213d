import { expect, test } from 'vitest'
import { readViewSettings, writeViewSettings } from '../../../src/tui/state/view-file.ts'

test('what was written is read', () => {
  const settings = {
    theme: 'light',
    layout: 'beside',
    sort: { column: 'took', descending: true },
    filter: '~e',
    keys: { replay: ['R', 'ctrl-r'], open: 'o' },
  } as const
  expect(readViewSettings(writeViewSettings(settings))).toEqual({ settings, problems: [] })
})

test.each([undefined, '', '{}'])('nothing in %j', (text) => {
  expect(readViewSettings(text)).toEqual({ settings: {}, problems: [] })
})

test('what is wrong is told and left out, the rest counts', () => {
  const { settings, problems } = readViewSettings(
    '{"theme":"pink","layout":"full","sort":{"column":"x"},"filter":1,"keys":{"a":1}}',
  )
  expect(settings).toEqual({ layout: 'full' })
  expect(problems).toEqual([
    'theme: Expected one of dark, light, sixteen, plain, got "pink"',
    'sort: Expected a column of time, method, status, host, size, took and descending, got {"column":"x"}',
    'filter: Expected a filter, got 1',
    'keys: Expected commands with their keys, got {"a":1}',
  ])
})

test.each(['{', '[1]', 'null'])('%s is no file of ours', (text) => {
  expect(readViewSettings(text)).toMatchObject({ settings: {}, problems: [expect.stringMatching(/^Expected/)] })
})
