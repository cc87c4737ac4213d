import { expect, test } from 'vitest'
import { chooseFace, wantsColor } from '../../src/cli/choose-face.ts'

const terminal = { isTTY: true, isInputTTY: true, env: {} }

test('a terminal at both ends gets the interface', () => {
  expect(chooseFace({}, terminal)).toBe('tui')
  expect(chooseFace({}, { ...terminal, isTTY: false })).toBe('lines')
  expect(chooseFace({}, { ...terminal, isInputTTY: false })).toBe('lines')
  expect(chooseFace({}, { isTTY: true, env: {} })).toBe('lines')
})

test('unless somebody minds', () => {
  expect(chooseFace({ noTui: true }, terminal)).toBe('lines')
  expect(chooseFace({}, { ...terminal, env: { CI: 'true' } })).toBe('lines')
  expect(chooseFace({}, { ...terminal, env: { CI: 'false' } })).toBe('tui')
  expect(chooseFace({}, { ...terminal, env: { TERM: 'dumb' } })).toBe('lines')
})

test('--json before -q before everything', () => {
  expect(chooseFace({ quiet: true, noTui: true }, terminal)).toBe('quiet')
  expect(chooseFace({ quiet: true, json: true }, terminal)).toBe('ndjson')
})

test('colours on a terminal, unless somebody minds', () => {
  expect(wantsColor({}, { isTTY: true, env: {} })).toBe(true)
  expect(wantsColor({}, { isTTY: true, env: { NO_COLOR: '' } })).toBe(true)
  expect(wantsColor({}, { isTTY: true, env: { NO_COLOR: '1' } })).toBe(false)
  expect(wantsColor({ noColor: true }, { isTTY: true, env: {} })).toBe(false)
  expect(wantsColor({}, { isTTY: false, env: {} })).toBe(false)
  expect(wantsColor({}, { isTTY: true, env: { TERM: 'dumb' } })).toBe(false)
})
