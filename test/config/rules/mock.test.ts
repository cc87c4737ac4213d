import { describe, expect, test } from 'vitest'
import { readMock } from '../../../src/config/rules/mock.ts'
import { compileFilter } from '../../../src/filter/index.ts'
import { buildExchange } from '../../support/exchange.ts'

const mock = (text: string) => readMock(text, '--mock', { base: '/base', paths: [] })
const attributes = (text: string) => mock(text).do[0]!.attributes

describe('what is asked for', () => {
  test.each([
    ['/users', 'GET http://a.test/users', true],
    ['/users', 'GET https://a.test:8443/users?page=2', true],
    ['/users', 'GET http://a.test/users/1', false],
    ['/users', 'GET http://a.test/v1/users', false],
    ['/users/*', 'GET http://a.test/users/1/x', true],
    ['/a.b', 'GET http://a.test/axb', false],
    ['/users?page=2', 'GET http://a.test/users?page=2', true],
    ['/users?page=2', 'GET http://a.test/users', false],
    ['POST /users', 'GET http://a.test/users', false],
    ['POST,PUT /users', 'PUT http://a.test/users', true],
    ['http://a.test', 'GET http://a.test/', true],
    ['https://a.test/x', 'GET http://a.test/x', false],
    ['~d b | ~u /x', 'GET http://a.test/x', true],
    ['POST ~d b | ~u /x', 'GET http://a.test/x', false],
  ])('%s: %s is %s', (asked, request, expected) => {
    const [method, url] = request.split(' ') as [string, string]
    expect(compileFilter(mock(`${asked} => 200`).match).matches(buildExchange({ method, url, status: null }))).toBe(
      expected,
    )
  })
})

describe('what is answered', () => {
  test.each([
    ['200', { status: 200 }],
    ['503 out of order', { status: 503, body: 'out of order' }],
    ['200 {"a": [1]}', { status: 200, json: { a: [1] } }],
    ['200 @a.json', { status: 200, file: '/base/a.json' }],
    ['200 ;X-A: 1', { status: 200, headers: [['X-A', '1']] }],
    [
      '200 text ;X-A: 1; b ;Content-Type: text/html; charset=utf-8',
      {
        status: 200,
        body: 'text',
        headers: [
          ['X-A', '1; b'],
          ['Content-Type', 'text/html; charset=utf-8'],
        ],
      },
    ],
    ['200 {"a": "x ;B: 1"} ;C: é', { status: 200, json: { a: 'x ;B: 1' }, headers: [['C', 'Ã©']] }],
  ])('%s', (text, expected) => expect(attributes(`/ => ${text}`)).toEqual(expected))
})

test('the rule is named and caused by the option', () => {
  expect(mock('GET /users => 200 {}')).toMatchObject({ name: '--mock GET /users', cause: 'option --mock' })
})

test.each([
  ['/users', 'Expected a mock such as'],
  [' => 200', 'before =>, got nothing.'],
  ['users => 200', 'Expected a path, a URL or a filter before =>, got "users".'],
  ['GET  => 200', 'Expected a path, a URL or a filter'],
  ['/ => 99', 'Expected a status from 200 to 599 after =>, got "99".'],
  ['/ => {}', 'Expected a status'],
  ['/ => 200 {a}', 'Expected JSON, since the body begins like it, got "{a}".'],
  ['~zz => 200', '~zz'],
])('%s is refused', (text, message) => expect(() => mock(text)).toThrowError(message))
