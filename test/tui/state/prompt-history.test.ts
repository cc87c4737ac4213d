import { expect, test } from 'vitest'
import { isKept, readHistory, writeHistory } from '../../../src/tui/state/prompt-history.ts'

test('what was written is read, of the prompts whose lines are typed again', () => {
  const history = { filter: ['~c 500', '~d api'], command: ['replay'], comment: ['mine'] }
  expect(readHistory(writeHistory(history))).toEqual({
    history: { filter: ['~c 500', '~d api'], command: ['replay'] },
  })
})

test.each(['~hq authorization', 'rewrite X-Token=1', 'set PASSWORD', '~b api_key', ' ~c 1', '', 'x'.repeat(501)])(
  '%j is not kept',
  (line) => {
    expect(isKept(line)).toBe(false)
    expect(writeHistory({ filter: [line, '~e'] })).toBe(writeHistory({ filter: ['~e'] }))
  },
)

test('only the last lines are', () => {
  const many = Array.from({ length: 300 }, (_, at) => `~c ${at}`)
  expect(readHistory(writeHistory({ filter: many })).history.filter).toEqual(many.slice(-100))
})

test.each([undefined, '', '{', 'null', '[1]', '{"filter":1,"command":[1,null]}'])('a file with %j has none', (text) => {
  expect(Object.values(readHistory(text).history).flat()).toEqual([])
})

test('where it is broken is said, for it is not to be lost', () => {
  expect(readHistory('{\n"filter": [').broken).toMatch(/^:2:12: Expected JSON/)
  expect(readHistory('[1]').broken).toBeUndefined()
})
