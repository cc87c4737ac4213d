import { expect, test } from 'vitest'
import { readCurlOptions } from '../../src/formats/curl-options.ts'

const read = (...words: string[]) => readCurlOptions(words, 'here').map(({ name, value }) => [name, value])

test('long and short, values joined or apart, switches in a row', () => {
  expect(read('-sSfXPOST', 'http://a', '-H', 'A: b', '--data-raw', '-x', '--compressed')).toEqual([
    ['silent', ''],
    ['show-error', ''],
    ['fail', ''],
    ['request', 'POST'],
    ['url', 'http://a'],
    ['header', 'A: b'],
    ['data-raw', '-x'],
    ['compressed', ''],
  ])
})

test('after -- all are URLs', () => {
  expect(read('--', '-a')).toEqual([['url', '-a']])
})

test('what the options are for', () => {
  const parts = readCurlOptions(['-L', '-k', '-i', '-s', '-d', 'x'], 'here').map(({ part }) => part)
  expect(parts).toEqual(['ignored', 'connection', 'output', 'silent', 'request'])
})

test.each([
  [['--frob'], 'here: Expected a curl option that send knows, got "--frob".'],
  [['-sZ'], 'got "-Z"'],
  [['-X'], 'here: Expected a value after -X, got none.'],
  [['--header'], 'a value after --header'],
  [['--constructor'], 'got "--constructor"'],
])('%j is refused', (words, message) => {
  expect(() => readCurlOptions(words, 'here')).toThrow(message)
})

test('the nearest name is the hint', () => {
  expect(() => readCurlOptions(['--heder', 'a'], 'here')).toThrow(
    expect.objectContaining({ hint: 'Did you mean --header?' }),
  )
})
