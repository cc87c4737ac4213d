import { expect, test } from 'vitest'
import { byteText, listOf, member, numberOf, parseSource, textOf, wrong } from '../../src/har/source.ts'

test('what is no JSON is named with its place', () => {
  expect(() => parseSource({ name: 'a.har', text: '{\n"a" 1}' })).toThrow('a.har:2:5: Expected ":", got "1".')
  expect(parseSource({ name: 'a.har', text: ' {} ' })).toEqual({})
})

test.each([
  [undefined, 'nothing'],
  [[], 'a list'],
  [{}, 'an object'],
  [null, 'null'],
  [7, '7'],
])('%j is got as %s', (found, said) => {
  const { message, code } = wrong({ name: 'a.har', text: '{"log":1}' }, ['log', 'entries', 2], 'a list', found)
  expect(message).toBe(`a.har:1:8: Expected log.entries[2] to be a list, got ${said}.`)
  expect(code).toBe('har_invalid')
})

test('values of the wrong type are none', () => {
  expect(member({ a: 1 }, 'a')).toBe(1)
  expect(member(null, 'a')).toBeUndefined()
  expect(member({}, 'toString')).toBeUndefined()
  expect([textOf('a'), textOf(1), textOf(true), textOf({})]).toEqual(['a', '1', 'true', undefined])
  expect([numberOf(1), numberOf('2'), numberOf('x'), numberOf(''), numberOf(NaN)]).toEqual([
    1,
    2,
    undefined,
    undefined,
    undefined,
  ])
  expect([listOf([1]), listOf('x')]).toEqual([[1], []])
  expect(byteText('é')).toBe('\xc3\xa9')
})
