import { expect, test } from 'vitest'
import { completionNodes } from '../../../src/cli/completion/tree.ts'
import { loadWholeProgram } from '../../../src/cli/program.ts'
import { createTestWorld } from '../../support/cli-world.ts'

const nodes = completionNodes(await loadWholeProgram(createTestWorld()))
const node = (path: string) => nodes.find((one) => one.path === path)!

test('every command is a node, outermost first', () => {
  expect(nodes[0]?.path).toBe('')
  expect(node('').commands.map(({ name }) => name)).toContain('run')
  expect(node('ca').commands.map(({ name }) => name)).toContain('show')
  expect(node('ca show').commands).toEqual([])
})

test('options know what follows them', () => {
  const value = (path: string, spelling: string) =>
    node(path).options.find(({ spellings }) => spellings.includes(spelling))?.value
  expect(value('', '--framing')).toBe('word')
  expect(value('', '-p')).toBe('free')
  expect(value('run', '--json-file')).toBe('file')
  expect(value('ca export', '--output')).toBe('file')
  expect(value('run', '-k')).toBe('none')
  expect(value('', '--json-file')).toBeUndefined()
  expect(value('', '--view-filter')).toBeUndefined()
})

test('first arguments that are words', () => {
  expect(node('completion').words).toEqual(['bash', 'zsh', 'fish'])
  expect(node('help').words).toContain('run')
})
