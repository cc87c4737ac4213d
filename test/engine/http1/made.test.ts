/** What a rule or script made is refused before it could break out of its line. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkFields, checkRequestLine, checkStatusLine, isField } from '../../../src/engine/http1/made.ts'

describe('fields', () => {
  test.each([[['X-A', 'plain']], [['x', '']], [['X-Latin', 'caf\xe9 \x80\xff']], [['X-Tab', 'a\tb\x01']]])(
    '%j pass',
    (fields) => {
      expect(() => checkFields(fields)).not.toThrow()
    },
  )

  test.each([
    ['a value with CRLF', ['X-A', 'a\r\nX-B: b'], 'Expected a value of X-A on one line, in bytes, got "a\\r\\nX-B: b"'],
    ['a bare CR', ['X-A', 'a\rb'], 'value of X-A'],
    ['a bare LF', ['X-A', 'a\nb'], 'value of X-A'],
    ['a NUL', ['X-A', 'a\0b'], 'value of X-A'],
    ['a character that is no byte', ['X-A', 'a\u0100'], 'value of X-A'],
    ['one that would become LF as latin1', ['X-A', 'a\u010ab'], 'value of X-A'],
    ['an emoji', ['X-A', '🙂'], 'value of X-A'],
    ['a missing value', ['X-A'], 'value of X-A on one line, in bytes, got none'],
    ['an empty name', ['', 'a'], 'Expected a field name, got ""'],
    ['a name with a colon', ['X: a', 'b'], 'Expected a field name, got "X: a"'],
    ['a name with a line end', ['X\r\nY', 'b'], 'Expected a field name'],
    ['a name with a space', ['Content-Length ', '5'], 'Expected a field name'],
    ['a name outside of ASCII', ['X-\xe9', 'b'], 'Expected a field name'],
    ['the second of two', ['X', 'a', 'Y', '\n'], 'value of Y'],
  ])('%s is refused', (_name, fields, message) => {
    expect(() => checkFields(fields)).toThrow(message)
  })

  test('those that pass are one line of latin1, whatever they are', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (name, value) => {
        if (!isField(name, value)) return
        const line = Buffer.from(`${name}: ${value}`, 'latin1').toString('latin1')
        expect(line).toBe(`${name}: ${value}`)
        expect(line).not.toMatch(/[\r\n\0]/)
      }),
    )
  })
})

describe('a request line', () => {
  test.each([
    ['GET', '/', 'a.test'],
    ['M-SEARCH', '*', '::1'],
    ['GET', '/caf\xc3\xa9?a=b', ''],
  ])('%s %s for %s passes', (method, target, host) => {
    expect(() => checkRequestLine(method, target, host)).not.toThrow()
  })

  test.each([
    ['GET /x', '/', 'a', 'Expected a method, got "GET /x"'],
    ['', '/', 'a', 'Expected a method, got ""'],
    ['GET', '', 'a', 'Expected a target'],
    [
      'GET',
      '/ HTTP/1.1\r\nX: y',
      'a',
      'Expected a target of printable bytes without spaces, got "/ HTTP/1.1\\r\\nX: y"',
    ],
    ['GET', '/\u0120', 'a', 'Expected a target'],
    ['GET', '/', 'a\r\nX: y', 'Expected a host name, got "a\\r\\nX: y"'],
  ])('%j %j for %j is refused', (method, target, host, message) => {
    expect(() => checkRequestLine(method, target, host)).toThrow(message)
  })
})

describe('a status line', () => {
  test.each([
    [200, 'OK'],
    [999, ''],
    [404, 'Pas trouv\xe9'],
  ])('%d %s passes', (status, reason) => {
    expect(() => checkStatusLine(status, reason)).not.toThrow()
  })

  test.each([
    [0, '', 'Expected a status from 100 to 999, got 0'],
    [20.5, '', 'got 20.5'],
    [Number.NaN, '', 'got NaN'],
    [1000, '', 'got 1000'],
    [200, 'OK\r\nX: y', 'Expected a reason phrase on one line, got "OK\\r\\nX: y"'],
    [200, '🙂', 'Expected a reason phrase'],
  ])('%d %j is refused', (status, reason, message) => {
    expect(() => checkStatusLine(status, reason)).toThrow(message)
  })
})
