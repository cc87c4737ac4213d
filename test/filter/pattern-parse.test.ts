import { expect, test } from 'vitest'
import { PatternProblem } from '../../src/filter/pattern-cursor.ts'
import { parsePattern } from '../../src/filter/pattern-parse.ts'

const flags = { ignoreCase: false, multiline: false, dotAll: false }
const tree = (source: string) => parsePattern(source, flags).tree
const char = (text: string) => ({ type: 'char', code: text.codePointAt(0) })

test('repetitions, groups and alternatives nest', () => {
  expect(tree('a|b+?')).toEqual({
    type: 'choice',
    items: [char('a'), { type: 'repeat', min: 1, max: Infinity, lazy: true, body: char('b'), at: 3 }],
  })
  expect(tree('(?:a)(b)')).toMatchObject({ type: 'sequence', items: [{ capture: false }, { capture: true }] })
  expect(tree('a{2}')).toMatchObject({ min: 2, max: 2 })
  expect(tree('a{2,}')).toMatchObject({ min: 2, max: Infinity })
})

test("Python's spellings are the same as JavaScript's", () => {
  expect(tree('(?P<n>a)(?P=n)')).toEqual({
    type: 'sequence',
    items: [
      { type: 'group', capture: true, name: 'n', body: char('a'), at: 0 },
      { type: 'back', to: 'n', at: 8 },
    ],
  })
  expect(tree('a{,3}')).toMatchObject({ min: 0, max: 3 })
  expect(tree('a(?#note)b')).toEqual(tree('ab'))
  expect(tree('\\A')).toEqual({ type: 'assert', text: 'start' })
  expect(tree('\\Z')).toEqual({ type: 'assert', text: 'end' })
})

test('leading flags hold for all, scoped flags for their group', () => {
  expect(parsePattern('(?ims)a', flags)).toEqual({
    tree: { type: 'letter', code: 97 },
    flags: { ignoreCase: true, multiline: true, dotAll: true },
  })
  expect(tree('(?i:a)a')).toMatchObject({ items: [{ body: { type: 'letter' } }, { type: 'char' }] })
  expect(tree('(?s:.).')).toMatchObject({ items: [{ body: { dotAll: true } }, { dotAll: false }] })
  expect(parsePattern('(?-i:a)', { ...flags, ignoreCase: true }).tree).toMatchObject({ body: { type: 'char' } })
})

test('braces that count nothing are characters', () => {
  for (const source of ['{', 'a{', 'a{x}', '}', 'a{,}', '{"a":1}']) expect(tree(source)).toBeDefined()
})

test.each([
  ['a++', 2],
  ['a{2}+', 4],
  ['(?>a)', 0],
  ['(a)(?(1)b)', 3],
  ['(?x)a', 2],
  ['(?ix)a', 3],
  ['a(?i)', 1],
  ['(?m:a)', 0],
  ['*', 0],
  ['a|+', 2],
  ['^*', 1],
  ['\\b+', 2],
  ['(?=a)*', 5],
  ['a**', 2],
  ['a{1}{2}', 4],
  ['a{2,1}', 1],
  ['(a', 0],
  ['b(a', 1],
  ['a)', 1],
  ['\\1', 0],
  ['(a)\\2', 3],
  ['\\k<n>', 0],
  ['(?P=n)', 0],
  ['(?P<n>a)(?P<n>b)', 8],
  ['(?P>n)', 0],
  ['\\', 0],
  ['a\\q', 1],
  ['[a', 0],
  ['\\N{DASH}', 0],
])('%j is refused at offset %d', (source, at) => {
  try {
    tree(source)
  } catch (error) {
    expect(error).toBeInstanceOf(PatternProblem)
    expect((error as PatternProblem).message).toMatch(/^got /)
    expect((error as PatternProblem).at).toBe(at)
    return
  }
  throw new Error(`${source} was accepted`)
})
