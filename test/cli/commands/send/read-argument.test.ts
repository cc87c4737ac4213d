import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readArgument } from '../../../../src/cli/commands/send/read-argument.ts'
import { makeTemporaryDirectory, readBytes, writeAtomic } from '../../../../src/kit/files.ts'

const doors = (cwd: string, stdin = '') => ({
  cwd,
  boundary: () => 'B',
  userAgent: 'us',
  read: async (path: string) => (path === '-' ? Buffer.from(stdin) : readBytes(join(cwd, path))),
})
const url = async (argument: string, cwd = '/nonexistent') => (await readArgument(argument, doors(cwd))).request.url

test.each([
  ['http://a/b', 'http://a/b'],
  ['localhost', 'http://localhost/'],
  ['localhost:3000/x.json', 'http://localhost:3000/x.json'],
  ['example.com?q', 'http://example.com/?q'],
  ['[::1]:80', 'http://[::1]/'],
  ['curl https://c/', 'https://c/'],
])('%s', async (argument, expected) => {
  expect(await url(argument)).toBe(expected)
})

test('user and password of a URL', async () => {
  expect((await readArgument('http://a:b@c/', doors('/'))).request.fields).toContain('Basic YTpi')
})

test('what is on standard input decides how it is read', async () => {
  const read = async (text: string) => (await readArgument('-', doors('/', text))).request.url
  expect(await read('curl http://a/ \\\n -s\n')).toBe('http://a/')
  expect(await read('GET http://b/ HTTP/1.1\n')).toBe('http://b/')
  expect(await read('{"log":{"entries":[{"request":{"method":"GET","url":"http://c/"}}]}}')).toBe('http://c/')
})

test('files, and which of their requests', async () => {
  await using home = await makeTemporaryDirectory()
  await writeAtomic(join(home.path, 'a.http'), 'GET http://one/\n###\nGET http://two/\n')
  expect([await url('a.http', home.path), await url('./a.http#2', home.path)]).toEqual(['http://one/', 'http://two/'])
  await writeAtomic(join(home.path, 'a.http#2'), 'GET http://named/\n')
  expect(await url('a.http#2', home.path)).toBe('http://named/')
})

describe('what is none', () => {
  test.each([
    ['./x', 'Expected a file, got "./x", which does not exist.'],
    ['x.har#2', 'Expected a file, got "x.har'],
    ['word', 'Expected a URL, a curl command in quotes, or a file, got "word"'],
    ['ftp://a/', 'Expected an http or https URL'],
  ])('%s', async (argument, message) => {
    await expect(url(argument)).rejects.toThrow(message)
  })
  test('curl alone', async () => {
    await expect(url('curl')).rejects.toMatchObject({ hint: expect.stringContaining('in quotes') })
  })
})
