import { expect, test } from 'vitest'
import { commandPatterns, quote, valueArms, valuePatterns } from '../../../src/cli/completion/shell-cases.ts'
import type { CompletionNode } from '../../../src/cli/completion/tree.ts'

const node: CompletionNode = {
  path: 'ca',
  commands: [{ name: 'show', help: "it's" }],
  options: [
    { spellings: ['-f', '--format'], help: '', value: 'word', words: ['a', 'b'] },
    { spellings: ['--file'], help: '', value: 'file', words: [] },
    { spellings: ['-p'], help: '', value: 'free', words: [] },
    { spellings: ['-q'], help: '', value: 'none', words: [] },
  ],
  words: [],
}

test('patterns of options with a value, and of commands', () => {
  expect(valuePatterns([node])).toEqual(["'ca|-f'", "'ca|--format'", "'ca|--file'", "'ca|-p'"])
  expect(commandPatterns([node, { ...node, path: '' }])).toEqual(["'ca show'", "'show'"])
})

test('one arm per kind of value', () => {
  expect(valueArms([node], (words) => `W ${words.join('/')}`, 'F').map((arm) => arm.trim())).toEqual([
    "'ca|-f'|'ca|--format') W a/b; return ;;",
    "'ca|--file') F; return ;;",
    "'ca|-p') :; return ;;",
  ])
})

test('quoting survives a quote', () => {
  expect(quote("it's")).toBe(`'it'\\''s'`)
})
