import { expect, test } from 'vitest'
import { chooseFace, wantsColor } from '../../src/cli/choose-face.ts'

test('--json before -q before lines', () => {
  expect(chooseFace({})).toBe('lines')
  expect(chooseFace({ quiet: true })).toBe('quiet')
  expect(chooseFace({ quiet: true, json: true })).toBe('ndjson')
})

test('colours on a terminal, unless somebody minds', () => {
  expect(wantsColor({}, { isTTY: true, env: {} })).toBe(true)
  expect(wantsColor({}, { isTTY: true, env: { NO_COLOR: '' } })).toBe(true)
  expect(wantsColor({}, { isTTY: true, env: { NO_COLOR: '1' } })).toBe(false)
  expect(wantsColor({ noColor: true }, { isTTY: true, env: {} })).toBe(false)
  expect(wantsColor({}, { isTTY: false, env: {} })).toBe(false)
})
