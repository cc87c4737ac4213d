import { describe, expect, test } from 'vitest'
import {
  basicAuthorization,
  byteText,
  isFieldName,
  isFieldValue,
  mistake,
  plainText,
  readField,
  readMethod,
  readUrl,
  shown,
} from '../../src/formats/request-parts.ts'

test('text becomes its UTF-8 bytes and comes back', () => {
  expect(byteText('é')).toBe('\xc3\xa9')
  expect(plainText(byteText('a é 😀'))).toBe('a é 😀')
})

test('a mistake says where, what was expected and what was found', () => {
  expect(mistake('a.http:3', 'b', shown(byteText('é'))).message).toBe('a.http:3: Expected b, got "é".')
  expect(shown('x'.repeat(100))).toHaveLength(82)
})

describe('readUrl', () => {
  test.each([
    ['http://a', { url: 'http://a/', host: 'a' }],
    ['HTTPS://A.test:443/B%20c?d#e', { url: 'https://a.test/B%20c?d', host: 'a.test' }],
    ['localhost:3000/../x', { url: 'http://localhost:3000/../x', host: 'localhost:3000' }],
    ['http://a?q', { url: 'http://a/?q', host: 'a' }],
    ['http://[::1]:80/', { url: 'http://[::1]/', host: '[::1]' }],
    ['http://u%40x:p@a/', { url: 'http://a/', host: 'a', user: 'u@x:p' }],
    ['http://bücher.test:8080/ü', { url: 'http://xn--bcher-kva.test:8080/%C3%BC', host: 'xn--bcher-kva.test:8080' }],
  ])('%s', (text, expected) => {
    expect(readUrl(byteText(text), 'here')).toEqual(expected)
  })

  test.each([
    ['ftp://a/', 'an http or https URL, got'],
    ['http://a/b c', 'a URL without spaces'],
    ['http://a/\r\nX: y', 'a URL without spaces and control characters'],
    ['http://', 'a URL with host or host:port'],
    ['http://a:99999/', 'a URL with host or host:port'],
  ])('%j is refused', (text, expected) => {
    expect(() => readUrl(text, 'here')).toThrow(`here: Expected ${expected}`)
  })
})

test('fields and methods', () => {
  expect(readField('X-A:  b \t', 'here')).toEqual(['X-A', 'b'])
  for (const wrong of ['no colon', ': x', 'a b: c', 'a : c'])
    expect(() => readField(wrong, 'here')).toThrow('"Name: value"')
  expect(() => readField('a: b\nc: d', 'here')).toThrow('a value of a without control characters')
  expect(readMethod('M-SEARCH', 'here')).toBe('M-SEARCH')
  expect(() => readMethod('G T', 'here')).toThrow('a method such as GET')
  expect(() => readMethod('CONNECT', 'here')).toThrow('other than CONNECT')
  expect([isFieldName('a-b'), isFieldName('a:'), isFieldName('')]).toEqual([true, false, false])
  expect([isFieldValue('a\tb\xe9'), isFieldValue('a\0'), isFieldValue('Ā')]).toEqual([true, false, false])
})

test('user and password, with an empty one where none was given', () => {
  expect(basicAuthorization('a:b')).toBe('Basic YTpi')
  expect(basicAuthorization('a')).toBe(basicAuthorization('a:'))
})
