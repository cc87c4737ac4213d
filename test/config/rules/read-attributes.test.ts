import { describe, expect, test } from 'vitest'
import type { AttributeTable } from '../../../src/actions/index.ts'
import { type Reading, readAttributes, readInteger, readText } from '../../../src/config/rules/read-attributes.ts'
import { located } from '../../support/located.ts'

const table: AttributeTable = {
  count: { kind: 'integer', min: 1, max: 9, summary: 's' },
  text: { kind: 'text', summary: 's' },
  on: { kind: 'boolean', summary: 's' },
  re: { kind: 'pattern', summary: 's' },
  to: { kind: 'url', bare: true, summary: 's' },
  url: { kind: 'url', summary: 's' },
  path: { kind: 'path', must: 'file', summary: 's' },
  any: { kind: 'json', summary: 's' },
  fields: { kind: 'fields', summary: 's' },
  renames: { kind: 'renames', summary: 's' },
  names: { kind: 'names', summary: 's' },
  texts: { kind: 'texts', summary: 's' },
  patch: { kind: 'operations', summary: 's' },
  template: { kind: 'template', summary: 's' },
  entry: { kind: 'entry', summary: 's' },
  group: { kind: 'group', summary: 's', attributes: { a: { kind: 'text', required: true, summary: 'the a' } } },
  many: { kind: 'group', many: true, summary: 's', attributes: { a: { kind: 'text', summary: 's' } } },
}

const reading = (): Reading => ({ base: '/base', paths: [] })
const read = async (yaml: string, given = reading()) => readAttributes(table, await located(yaml), given)

describe('readAttributes', () => {
  test('a bare value sets the first attribute; nothing sets none', async () => {
    expect(await read('5')).toEqual({ count: 5 })
    expect(await read('')).toEqual({})
  })

  test.each([
    ['text: 5', { text: '5' }],
    ['template: "{{a}}"', { template: '{{a}}' }],
    ['entry: a.har#id', { entry: '/base/a.har#id' }],
    ['entry: a.har', { entry: '/base/a.har#1' }],
    ['on: true', { on: true }],
    ['re: a+', { re: 'a+' }],
    ['to: localhost:4000', { to: 'http://localhost:4000' }],
    ['to: https://a', { to: 'https://a' }],
    ['any: { a: [1, null] }', { any: { a: [1, null] } }],
    [
      'fields: { A: 1, B: [x, y], C: é }',
      {
        fields: [
          ['A', '1'],
          ['B', 'x'],
          ['B', 'y'],
          ['C', 'Ã©'],
        ],
      },
    ],
    ['renames: { A: a }', { renames: [['A', 'a']] }],
    ['names: A', { names: ['A'] }],
    ['texts: [a, 1]', { texts: ['a', '1'] }],
    ['patch: [{ op: remove, path: /a }]', { patch: [{ op: 'remove', path: '/a' }] }],
    ['group: { a: x }', { group: { a: 'x' } }],
    ['many: { a: x }', { many: [{ a: 'x' }] }],
    ['many: [{ a: x }, { a: y }]', { many: [{ a: 'x' }, { a: 'y' }] }],
  ])('%s', async (yaml, values) => expect(await read(yaml)).toEqual(values))

  test('paths start from the file, and are to be looked for', async () => {
    const given = reading()
    expect(await read('path: sub/a', given)).toEqual({ path: '/base/sub/a' })
    expect(given.paths).toEqual([{ path: '/base/sub/a', must: 'file', where: 'f.yml:1:7' }])
  })

  test.each([
    ['count: 10', 'f.yml:1:8: Expected a whole number from 1 to 9, got 10.'],
    ['count: { a: 1 }', 'got a map'],
    ['text: []', 'f.yml:1:7: Expected a text, got a list.'],
    ['on: yep', 'Expected true or false, got "yep".'],
    ['re: "("', 'Expected a regular expression, got "(" (unterminated group)'],
    ['re: "(?=a)(a+)+b"', 'f.yml:1:5: Expected a regular expression, got "(?=a)(a+)+b" (a repetition inside a repe'],
    ['url: localhost:4000', 'f.yml:1:6: Expected an http or https URL, got "localhost:4000".'],
    ['to: ftp://a', 'Expected a server'],
    ['fields: { "a b": 1 }', 'f.yml:1:11: Expected the name of a header field, got "a b".'],
    ['fields: { a: "x\\ny" }', 'Expected a value of a without control characters'],
    ['fields: x', 'Expected a map of header fields'],
    ['names: ["a b"]', 'Expected the name of a header field, got "a b".'],
    ['group: x', 'Expected a map with a, got "x".'],
    ['group: {}', 'f.yml:1:8: Expected a (the a), got none.'],
    ['cuont: 1', 'f.yml:1:1: Expected one of count, text'],
  ])('%s is refused', async (yaml, message) => {
    await expect(read(yaml)).rejects.toThrowError(message)
  })
})

test('numbers may be written as texts, nothing may not', async () => {
  expect(readInteger(await located('"7"'), 1, 9)).toBe(7)
  expect(() => readInteger({ where: 'x', kind: 'scalar', value: null }, 0, 9)).toThrowError('got nothing')
  expect(readText(await located('true'), 'a text')).toBe('true')
})
