import { describe, expect, test } from 'vitest'
import { readBody, readEdit, readHeaders } from '../../../../src/session/commands/parts/message-arguments.ts'
import { bytes } from '../../../support/commands.ts'

const fields = ['A', '1', 'B', '2', 'a', '3']

describe('header fields', () => {
  test.each([
    ['nothing said', {}, undefined],
    ['all of them as a list', { headers: [['X', 'y']] }, ['X', 'y']],
    ['all of them as a map', { headers: { X: ['1', '2'], Y: 3 } }, ['X', '1', 'X', '2', 'Y', '3']],
    ['some changed in their place', { set: { A: 'new' } }, ['A', 'new', 'B', '2']],
    ['some removed', { set: { a: null } }, ['B', '2']],
    ['some added last', { set: { C: 'é' } }, [...fields, 'C', 'Ã©']],
    ['both', { headers: { X: '1' }, set: { X: null } }, []],
  ])('%s', (_name, given, expected) => {
    expect(readHeaders(given, fields)).toEqual(expected)
  })

  test.each([
    [{ headers: 'X: y' }, /headers: Expected header fields as a list/],
    [{ headers: [['X']] }, /headers: Expected a text as value of X/],
    [{ headers: { 'a b': '1' } }, /headers: Expected the name of a header field, got "a b"/],
    [{ headers: { A: 'x\r\ny' } }, /headers: Expected a value of A without control characters/],
    [{ set: [['A', '1']] }, /set: Expected a map/],
  ])('%j is refused', (given, message) => {
    expect(() => readHeaders(given, [])).toThrow(message)
  })
})

describe('content', () => {
  test.each([
    [{}, undefined],
    [{ body: 'é' }, bytes('é')],
    [{ base64: '/w==' }, new Uint8Array([255])],
    [{ empty: true }, new Uint8Array(0)],
  ])('%j', (given, expected) => {
    expect(readBody(given)).toEqual(expected)
  })

  test('one way only, and base64 that is some', () => {
    expect(() => readBody({ body: 'a', empty: true })).toThrow('Expected one of body, base64 and empty')
    expect(() => readBody({ base64: 'a b' })).toThrow('base64: Expected base64, got "a b".')
  })
})

test('an edit has what was said and no more', () => {
  expect(readEdit({ method: '', url: '', status: 0, reason: '' }, [])).toEqual({})
  expect(readEdit({ status: 503, reason: 'Down' }, [])).toEqual({ status: 503, reason: 'Down' })
  expect(() => readEdit({ method: 'A B' }, [])).toThrow('Expected a method')
  expect(() => readEdit({ status: 101 }, [])).toThrow('Expected a status from 200 to 599')
  expect(() => readEdit({ url: '/a' }, [])).toThrow('url: Expected an absolute http or https URL, got "/a".')
  expect(() => readEdit({ reason: 'a\nb' }, [])).toThrow('Expected a reason')
})

test('bytes, a character each', () => {
  const given = {
    latin1: true,
    headers: [['X', 'caf\xe9\xff']],
    url: 'http://a.test/\xe9',
    reason: 'd\xe9j\xe0',
    status: 200,
  }
  expect(readEdit(given, [])).toEqual({
    url: 'http://a.test/\xe9',
    status: 200,
    reason: 'd\xe9j\xe0',
    fields: ['X', 'caf\xe9\xff'],
  })
  expect(() => readEdit({ latin1: true, headers: [['X', '\u20ac']] }, [])).toThrow('a value of X')
  expect(() => readEdit({ latin1: true, url: 'http://a.test/\u20ac' }, [])).toThrow('an absolute http or https URL')
})
