import { expect, test } from 'vitest'
import type { RuleDefinition } from '../../src/model/rule.ts'
import { createRuleBook, placeOfRule } from '../../src/session/rule-book.ts'
import { ruleOf } from '../support/rules.ts'

const named = (name: string, match = ''): RuleDefinition => ruleOf(match, 'block', {}, { name })

/** Rules at work that refuse the name `bad`. */
function setup() {
  let now: readonly RuleDefinition[] = []
  const book = createRuleBook({
    async replace(definitions) {
      if (definitions.some(({ name }) => name === 'bad')) throw new Error('bad')
      now = definitions
    },
    list: () => now.map((definition) => ({ definition, explanation: '', matched: 0, acted: 0 })),
  })
  const names = () => book.list().map(({ definition: { name, match }, source }) => `${source} ${name} ${match}`.trim())
  return { book, names }
}

test('those of files come first, those of commands stay when a file changes', async () => {
  const { book, names } = setup()
  await book.replace([named('a'), named('b')])
  await book.change((all) => [named('own'), ...all.filter(({ name }) => name !== 'b')])
  expect(names()).toEqual(['command own', 'loaded a'])
  await book.replace([named('a', '~d x'), named('c')])
  expect(names()).toEqual(['loaded a ~d x', 'loaded c', 'command own'])
  await book.replace([named('own', '~d file')])
  expect(names()).toEqual(['loaded own ~d file'])
})

test('a step that fails changes nothing, and is none to take back', async () => {
  const { book, names } = setup()
  await book.change(() => [named('a')])
  await expect(book.change((all) => [...all, named('bad')])).rejects.toThrow('bad')
  await expect(book.change((all) => [...all, named('a')])).rejects.toThrow('no other rule has')
  await expect(book.replace([named('bad')])).rejects.toThrow('bad')
  expect(names()).toEqual(['command a'])
  expect(await book.undo()).toBe(true)
  expect(names()).toEqual([])
  expect(await book.undo()).toBe(false)
})

test('steps wait for each other; a changed file makes the earlier ones past', async () => {
  const { book, names } = setup()
  await Promise.all(['a', 'b', 'c'].map((name) => book.change((all) => [...all, named(name)])))
  expect(names()).toEqual(['command a', 'command b', 'command c'])
  expect(await book.undo()).toBe(true)
  expect(names()).toEqual(['command a', 'command b'])
  await book.replace([])
  expect(await book.undo()).toBe(false)
})

test('a name is found, or told with the nearest', () => {
  expect(placeOfRule([named('a'), named('b')], 'b')).toBe(1)
  expect(() => placeOfRule([named('a')], 'zebra')).toThrow('Expected the name of a rule, got "zebra".')
})
