import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { describeOptions, expectation, parseOptions, parseShort, writtenValue } from '../../src/kit/option-table.ts'
import { MiddleboxError } from '../../src/model/errors.ts'
import type { OptionTable } from '../../src/model/option.ts'

const table = {
  size: { kind: 'bytes', summary: 'A size.', min: 1 },
  wait: { kind: 'duration', summary: 'A time.', default: 5 },
  count: { kind: 'integer', summary: 'A count.', min: -2, max: 9, default: 0 },
  rate: { kind: 'number', summary: 'A rate.', unit: 'KB/s', default: 1.5 },
  word: { kind: 'text', summary: 'A word.', default: 'x' },
  on: { kind: 'boolean', summary: 'A switch.', default: false },
  side: { kind: 'choice', summary: 'A side.', choices: ['client', 'upstream'], default: 'client' },
} as const satisfies OptionTable

const defaults = { size: 7, wait: 5, count: 0, rate: 1.5, word: 'x', on: false, side: 'client' }

const complaint = (run: () => unknown): [string, string] => {
  try {
    run()
  } catch (error) {
    expect(error).toBeInstanceOf(MiddleboxError)
    expect((error as MiddleboxError).code).toBe('rule_invalid')
    return [(error as MiddleboxError).message, (error as MiddleboxError).hint]
  }
  throw new Error('it was accepted')
}

describe('values', () => {
  test.each([
    [{}, {}],
    [{ size: '64k' }, { size: 65_536 }],
    [{ size: 12 }, { size: 12 }],
    [{ wait: 2.5 }, { wait: 2.5 }],
    [{ wait: '200' }, { wait: 200 }],
    [{ wait: '1m30s' }, { wait: 90_000 }],
    [{ count: '-2' }, { count: -2 }],
    [{ rate: '0.25' }, { rate: 0.25 }],
    [{ word: 5 }, { word: '5' }],
    [{ on: 'true' }, { on: true }],
    [{ side: 'upstream' }, { side: 'upstream' }],
  ])('%j', (input, expected) => {
    expect(parseOptions(table, { size: 7, ...input }, 'here')).toEqual({ ...defaults, ...expected })
  })

  test.each([
    [{ size: 0 }, 'here: Expected a size such as 512 or 64k from 1 for size, got 0.'],
    [{ size: 1.5 }, 'here: Expected a size such as 512 or 64k from 1 for size, got 1.5.'],
    [{ wait: -1 }, 'here: Expected a duration such as 200 (ms) or 2s up to 1d for wait, got -1.'],
    [{ wait: '30d' }, 'here: Expected a duration such as 200 (ms) or 2s up to 1d for wait, got 30d.'],
    [{ wait: null }, 'here: Expected a duration such as 200 (ms) or 2s up to 1d for wait, got null.'],
    [{ count: 10 }, 'here: Expected a whole number from -2 to 9 for count, got 10.'],
    [{ count: '1.5' }, 'here: Expected a whole number from -2 to 9 for count, got 1.5.'],
    [{ rate: Number.NaN }, 'here: Expected a number (KB/s) for rate, got null.'],
    [{ word: '' }, 'here: Expected a text for word, got nothing.'],
    [{ word: ['a'] }, 'here: Expected a text for word, got ["a"].'],
    [{ on: 'maybe' }, 'here: Expected true or false for on, got maybe.'],
    [{ on: undefined }, 'here: Expected true or false for on, got undefined.'],
  ])('%j is refused', (input, expected) => {
    expect(complaint(() => parseOptions(table, { size: 7, ...input }, 'here'))[0]).toBe(expected)
  })

  test('what must be given is asked for', () => {
    expect(complaint(() => parseOptions(table, {}, 'rules.yml:3:5'))[0]).toBe(
      'rules.yml:3:5: Expected size (a size such as 512 or 64k from 1), got none.',
    )
  })

  test('slips get a suggestion', () => {
    expect(complaint(() => parseOptions(table, { size: 7, cuont: 1 }, 'here'))).toEqual([
      'here: Expected one of size, wait, count, rate, word, on, side, got cuont.',
      'Did you mean count?',
    ])
    expect(complaint(() => parseOptions(table, { size: 7, side: 'upstraem' }, 'here'))).toEqual([
      'here: Expected client or upstream for side, got upstraem.',
      'Did you mean upstream?',
    ])
  })

  test.each(['constructor', '__proto__', 'toString'])('%s is no option', (name) => {
    const input = JSON.parse(`{"size":1,"${name}":1}`) as Record<string, unknown>
    expect(complaint(() => parseOptions(table, input, 'here'))[0]).toContain(`got ${name}.`)
  })

  test('a complaint stays on one line and short', () => {
    const [message] = complaint(() => parseOptions(table, { size: `a\n\u001b[2J${'b'.repeat(500)}` }, 'here'))
    expect(message).toMatch(/^[^\n\u001b]{1,200}$/)
  })
})

describe('the short form', () => {
  test.each([
    ['64k', { size: 65_536 }],
    ['7,wait=1s', { wait: 1000 }],
    ['wait=1s,size=7', { wait: 1000 }],
    ['7,word=a=b', { word: 'a=b' }],
  ])('%s', (text, expected) => {
    expect(parseShort(table, text, 'here')).toEqual({ ...defaults, ...expected })
  })

  test.each([
    ['7,8', 'here, column 3: Expected name=value, got 8.'],
    [',wait=1', 'here, column 1: Expected a value for size, or name=value, got nothing.'],
    ['7,wait=1,wait=2', 'here, column 10: Expected wait once, got it twice.'],
    ['7,wait=', 'here, column 3: Expected a duration such as 200 (ms) or 2s up to 1d for wait, got nothing.'],
    ['wait=1', 'here: Expected size (a size such as 512 or 64k from 1), got none.'],
    ['=5', 'here, column 1: Expected a size such as 512 or 64k from 1 for size, got =5.'],
  ])('%s is refused', (text, expected) => {
    expect(complaint(() => parseShort(table, text, 'here'))[0]).toBe(expected)
  })

  test('a table without options takes nothing', () => {
    expect(parseShort({}, '', 'here')).toEqual({})
    expect(complaint(() => parseShort({}, '5', 'here', 7))[0]).toBe('here, column 7: Expected no options, got 5.')
    expect(complaint(() => parseOptions({}, { a: 1 }, 'here'))[0]).toBe('here: Expected no options, got a.')
  })

  test('any text is read or refused', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('7', 'k', ',', '=', 'wait', 's', '.', '-') }), (text) => {
        try {
          parseShort(table, text, 'here')
        } catch (error) {
          expect(error).toBeInstanceOf(MiddleboxError)
        }
      }),
    )
  })
})

test('the schema has what parsing has', () => {
  expect(describeOptions(table)).toEqual({
    type: 'object',
    additionalProperties: false,
    required: ['size'],
    properties: {
      size: { description: 'A size.', type: ['integer', 'string'], minimum: 1 },
      wait: { description: 'A time.', default: 5, type: ['number', 'string'], minimum: 0, maximum: 86_400_000 },
      count: { description: 'A count.', default: 0, type: 'integer', minimum: -2, maximum: 9 },
      rate: { description: 'A rate.', default: 1.5, type: 'number' },
      word: { description: 'A word.', default: 'x', type: 'string', minLength: 1 },
      on: { description: 'A switch.', default: false, type: 'boolean' },
      side: { description: 'A side.', default: 'client', enum: ['client', 'upstream'] },
    },
  })
  expect(describeOptions({})).toEqual({ type: 'object', additionalProperties: false, properties: {} })
})

test('values as they would be written', () => {
  expect(writtenValue(table.wait, 1500)).toBe('1500ms')
  expect(writtenValue(table.size, 65_536)).toBe('64k')
  expect(writtenValue(table.on, false)).toBe('false')
  expect(expectation({ kind: 'number', summary: '', max: 3 })).toBe('a number up to 3')
})

test('JSON is any value; a text is read as JSON', () => {
  const any = {
    value: { kind: 'json', summary: 'A value.' },
    more: { kind: 'json', summary: 'More.', default: null },
  } as const
  expect(parseOptions(any, { value: { a: [1] } }, 'x')).toEqual({ value: { a: [1] }, more: null })
  expect(parseOptions(any, { value: '{"a":1}', more: 'false' }, 'x')).toEqual({ value: { a: 1 }, more: false })
  expect(() => parseOptions(any, { value: '{' }, 'x')).toThrow('x: Expected a JSON value for value, got {.')
  expect(describeOptions(any)).toMatchObject({
    required: ['value'],
    properties: { value: { description: 'A value.' } },
  })
})
