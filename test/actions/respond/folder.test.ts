import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { folderProblem, prepareFolder } from '../../../src/actions/respond/folder.ts'
import { makeTemporaryDirectory } from '../../../src/kit/files.ts'
import { read } from '../../support/origin.ts'
import { requestOf, toolsOf } from '../../support/rules.ts'

let temporary: Awaited<ReturnType<typeof makeTemporaryDirectory>>
let root: string

const write = (name: string, text: string) => {
  mkdirSync(join(root, name, '..'), { recursive: true })
  writeFileSync(join(root, name), text)
}

beforeAll(async () => {
  temporary = await makeTemporaryDirectory()
  root = join(temporary.path, 'mocks')
  write('index.html', '<p>')
  write('users/42.json', '{"id":42}')
  write('users/42.POST.201.json', '{"made":true}')
  write('users/42.DELETE.204', '')
  write('users/index.json', '[]')
  write('users/index.POST.201.json.hbs', '{"name":{{json request.json.name}}}')
  write('gone.410.txt', 'gone')
  write('a b/ü.txt', 'odd')
  write('.secret.txt', 'secret')
  writeFileSync(join(temporary.path, 'outside.txt'), 'outside')
  symlinkSync(join(temporary.path, 'outside.txt'), join(root, 'leak.txt'))
  symlinkSync(temporary.path, join(root, 'up'))
  symlinkSync(join(root, 'users'), join(root, 'people'))
})
afterAll(() => temporary.close())

async function ask(path: string, method = 'GET', body = '', answer = prepareFolder(root, {})) {
  const verdict = await answer(requestOf({ path, method, body }), toolsOf().tools)
  if (verdict === undefined) return undefined
  if (verdict.kind !== 'respond') throw new Error('expected an answer')
  return `${verdict.head.status} ${verdict.head.fields[1] ?? ''} ${(await read(verdict.body)).text}`.trim()
}

test.each([
  ['/users/42', 'GET', '200 application/json {"id":42}'],
  ['/users/42?x=/../y', 'GET', '200 application/json {"id":42}'],
  ['/users/42.json', 'GET', '200 application/json {"id":42}'],
  ['/users/42', 'HEAD', '200 application/json {"id":42}'],
  ['/users/42', 'POST', '201 application/json {"made":true}'],
  ['/users/42', 'DELETE', '204'],
  ['/users', 'GET', '200 application/json []'],
  ['/users/', 'GET', '200 application/json []'],
  ['/people/42', 'GET', '200 application/json {"id":42}'],
  ['/', 'GET', '200 text/html; charset=utf-8 <p>'],
  ['/gone', 'GET', '410 text/plain; charset=utf-8 gone'],
  ['/a%20b/%C3%BC', 'GET', '200 text/plain; charset=utf-8 odd'],
])('%s %s', async (path, method, expected) => expect(await ask(path, method)).toBe(expected))

test('a template sees the request', async () => {
  expect(await ask('/users', 'POST', '{"name":"A\\"b"}')).toBe('201 application/json {"name":"A\\"b"}')
})

test.each([
  '/users/7',
  '/users/42/x',
  '/../outside',
  '/users/../../outside',
  '/%2e%2e/outside',
  '/..%2foutside',
  '/leak',
  '/up/outside',
  '/.secret',
  '/users/%00',
  '/users/%ff',
  '/users%2f42',
  '//users/42',
])('%s has no answer', async (path) => expect(await ask(path)).toBeUndefined())

test('another method has none', async () => expect(await ask('/users/42', 'PUT')).toBeUndefined())

test('changes count at once', async () => {
  const answer = prepareFolder(root, { headers: [['X-Mock', '1']] })
  const now = () => ask('/late', 'GET', '', answer)
  expect(await now()).toBeUndefined()
  write('late.txt', 'one')
  expect(await now()).toBe('200 1 one')
  write('late.new', 'longer than one')
  renameSync(join(root, 'late.new'), join(root, 'late.txt'))
  expect(await now()).toBe('200 1 longer than one')
  rmSync(join(root, 'late.txt'))
  expect(await now()).toBeUndefined()
})

test('a template that is none is found when rules are loaded', async () => {
  expect(await folderProblem(root)).toBeUndefined()
  write('deep/er/bad.json.hbs', '{{#if}}')
  expect(await folderProblem(root)).toMatchObject({ file: join(root, 'deep/er/bad.json.hbs'), line: 1 })
  rmSync(join(root, 'deep'), { recursive: true })
})
