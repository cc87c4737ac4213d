import { expect, test } from 'vitest'
import { appliesTo, keyOf, variableOf } from '../../src/config/option.ts'
import { optionEntries } from '../../src/config/options.ts'

test('one name in three spellings', () => {
  expect(keyOf('max-body')).toBe('maxBody')
  expect(variableOf('maxBody')).toBe('MIDDLEBOX_MAX_BODY')
  expect(variableOf('proxy')).toBe('MIDDLEBOX_PROXY')
})

test('an option without commands is for all', () => {
  const [[, first]] = optionEntries as [(typeof optionEntries)[0]]
  expect(appliesTo({ ...first, commands: ['run'] }, 'forward')).toBe(false)
  const { commands: _, ...everywhere } = first
  expect(appliesTo(everywhere, 'anything')).toBe(true)
})
