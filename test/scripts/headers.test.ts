import { expect, test } from 'vitest'
import { HeaderList, checkField, shown } from '../../src/scripts/headers.ts'

const fields = ['Host', 'a.test', 'Accept', 'one', 'accept', 'two']

test('reading takes names without case, and keeps order and duplicates', () => {
  const headers = new HeaderList(fields)
  expect([headers.get('HOST'), headers.get('none'), headers.has('accept')]).toEqual(['a.test', undefined, true])
  expect(headers.getAll('Accept')).toEqual(['one', 'two'])
  expect([...headers]).toEqual([
    ['Host', 'a.test'],
    ['Accept', 'one'],
    ['accept', 'two'],
  ])
  expect(HeaderList.changesOf(headers)).toBeUndefined()
})

test('set keeps the place and the name that stands there; append and delete', () => {
  const headers = new HeaderList(fields)
  headers.set('ACCEPT', 'three')
  headers.append('X-A', ' 1 ')
  headers.delete('host')
  expect(HeaderList.changesOf(headers)).toEqual(['Accept', 'three', 'X-A', '1'])
})

test('to delete what is not there changes nothing', () => {
  const headers = new HeaderList(fields)
  headers.delete('x')
  expect(HeaderList.changesOf(headers)).toBeUndefined()
})

test.each([
  ['bad name', 'x', 'Expected the name of a header field, got "bad name"'],
  [5, 'x', 'Expected the name of a header field, got 5'],
  ['X', 'a\r\nb', 'Expected a value of X without control characters'],
  ['X', '\u20ac', 'above U+00FF'],
  ['X', { a: 1 }, 'got an object'],
])('%j: %j is refused', (name, value, message) => {
  expect(() => checkField(name, value)).toThrow(message)
})

test('what is shown of a value is short and never runs it', () => {
  expect([shown(null), shown([1]), shown(() => 1), shown('x'.repeat(99)).length]).toEqual([
    'null',
    'a list',
    'a function',
    62,
  ])
})
