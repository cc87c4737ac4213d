import { describe, expect, test } from 'vitest'
import { laterFlags, laterKeys } from '../../src/config/later.ts'
import { keyOf, themes, variableOf } from '../../src/config/option.ts'
import type { OptionDefinition } from '../../src/config/option.ts'
import { configOption, keyOfFlag, optionEntries } from '../../src/config/options.ts'

const all: OptionDefinition[] = [...optionEntries.map(([, option]) => option), configOption]

describe('the table', () => {
  test('keys are the flags in camelCase', () => {
    for (const [key, option] of optionEntries) expect(keyOf(option.flag)).toBe(key)
  })

  test('no spelling, letter or variable is used twice, now or later', () => {
    const flags = [
      ...all.flatMap(({ flag, aliases = [] }) => [flag, ...aliases]),
      ...laterFlags.flatMap(({ flag }) => flag ?? []),
    ]
    const letters = [...all, ...laterFlags].flatMap(({ letter }) => letter ?? [])
    const variables = optionEntries.map(([key]) => variableOf(key))
    for (const list of [flags, letters, variables])
      expect(list.filter((one, at) => list.indexOf(one) !== at)).toEqual([])
    expect(letters.filter((letter) => ['h', 'V'].includes(letter))).toEqual([])
  })

  test('help lines are short, and sentences without an end', () => {
    for (const { help } of all) expect(help).toMatch(/^([a-z]|NDJSON).{3,50}[^.\s]$/)
  })

  test('a switch takes no value, everything else does; every theme has an option', () => {
    for (const { kind, argument } of all) expect(kind.schema['type'] === 'boolean').toBe(argument === undefined)
    expect(new Set(all.map(({ theme }) => theme))).toEqual(new Set(themes))
  })

  test('what help shows as the default is a value of the option', () => {
    for (const { kind, shown } of all) if (shown) expect(kind.read(shown, { where: '', base: '/' })).toBeDefined()
  })
})

test('flags lead to keys, aliases too', () => {
  expect(keyOfFlag('listen-port')).toBe('listenPort')
  expect(keyOfFlag('view-filter')).toBe('view')
  expect(keyOfFlag('ssl-insecure')).toBe('insecure')
  expect(keyOfFlag('cassette')).toBeUndefined()
  expect(keyOfFlag('to-string')).toBeUndefined()
})

test('keys of later versions are none of this one', () => {
  expect([...laterKeys].filter((key) => optionEntries.some(([known]) => known === key))).toEqual([])
})
