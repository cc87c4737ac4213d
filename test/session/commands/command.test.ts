import { expect, test } from 'vitest'
import { defineCommand } from '../../../src/session/commands/command.ts'
import { commands } from '../../../src/session/commands/index.ts'

test('a command is what it was defined as', () => {
  const command = { name: 'a', summary: 'b', group: 'session', options: {}, run: () => 1 } as const
  expect(defineCommand(command)).toBe(command)
})

test('names are words that stand alone, summaries are sentences without an end', () => {
  expect(new Set(commands.map(({ name }) => name)).size).toBe(commands.length)
  for (const { name, summary, options } of commands) {
    expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/)
    for (const text of [summary, ...Object.values(options).map((option) => option.summary)])
      expect(text, name).toMatch(/^\S.*[^.]$/)
  }
})
