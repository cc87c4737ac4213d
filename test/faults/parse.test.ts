import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { faults, parseFault } from '../../src/faults/index.ts'
import { find } from '../../src/faults/parse.ts'
import { MiddleboxError } from '../../src/model/errors.ts'

const parsed = (text: string) => {
  const { fault, ...rest } = parseFault(text)
  return { fault: fault.name, ...rest }
}

const complaint = (text: string): string => {
  try {
    parseFault(text)
  } catch (error) {
    expect(error).toBeInstanceOf(MiddleboxError)
    const { code, message, hint } = error as MiddleboxError
    expect(code).toBe('rule_invalid')
    return hint.startsWith('Did you mean') ? `${message} ${hint}` : message
  }
  throw new Error(`${text} was accepted`)
}

describe('what is read', () => {
  test.each([
    [
      'latency:800,jitter=200 @30% ~d payments',
      {
        fault: 'latency',
        values: { latency: 800, jitter: 200 },
        stream: 'downstream',
        chance: 0.3,
        filter: '~d payments',
      },
    ],
    ['abort:503', { fault: 'abort', values: { status: 503 }, stream: 'downstream', chance: 1, filter: '' }],
    [
      'reset_peer @10%',
      { fault: 'reset_peer', values: { timeout: 0, scope: 'stream' }, stream: 'downstream', chance: 0.1, filter: '' },
    ],
    [
      '  bandwidth:rate=50   up  @0.5%   (~m POST | a)  ',
      { fault: 'bandwidth', values: { rate: 50 }, stream: 'upstream', chance: 0.005, filter: '(~m POST | a)' },
    ],
    [
      'limit_data:64k down',
      { fault: 'limit_data', values: { bytes: 65_536 }, stream: 'downstream', chance: 1, filter: '' },
    ],
    ['EMPTY_RESPONSE', { fault: 'empty_response', values: {}, stream: 'downstream', chance: 1, filter: '' }],
    [
      'CONNECTION_RESET_BY_PEER',
      { fault: 'reset_peer', values: { timeout: 0, scope: 'stream' }, stream: 'downstream', chance: 1, filter: '' },
    ],
    [
      'slow-close:2s upload',
      { fault: 'slow_close', values: { delay: 2000 }, stream: 'downstream', chance: 1, filter: 'upload' },
    ],
    [
      'drop_header:ETag from=a',
      {
        fault: 'drop_header',
        values: { name: 'ETag', from: 'response' },
        stream: 'downstream',
        chance: 1,
        filter: 'from=a',
      },
    ],
  ])('%s', (text, expected) => {
    expect(parsed(text)).toEqual(expected)
  })
})

describe('what is refused, with its column', () => {
  test.each([
    ['', '--fault, column 1: Expected the name of a fault, got nothing.'],
    [':5', '--fault, column 1: Expected the name of a fault, got :.'],
    ['latncy:5', '--fault, column 1: Expected the name of a fault, got latncy. Did you mean latency?'],
    ['reset_peer@10% ~d a', '--fault, column 11: Expected a blank before @10%, got none.'],
    ['latency:800@30%', '--fault, column 12: Expected a blank before @30%, got none.'],
    ['latency:800 @30% @20%', '--fault, column 18: Expected one share, got another.'],
    ['latency', '--fault, latency: Expected latency (a duration such as 200 (ms) or 2s up to 1d), got none.'],
    ['abort:', '--fault, column 7: Expected options of abort, got nothing.'],
    ['abort:foo', '--fault, column 7: Expected a whole number from 200 to 599 for status, got foo.'],
    ['abort:99', '--fault, column 7: Expected a whole number from 200 to 599 for status, got 99.'],
    [' latency:5,jiter=2', '--fault, column 12: Expected one of latency, jitter, got jiter. Did you mean jitter?'],
    ['latency:5,7', '--fault, column 11: Expected name=value, got 7.'],
    ['latency:5,latency=7', '--fault, column 11: Expected latency once, got it twice.'],
    ['latency:5,', '--fault, column 11: Expected name=value, got nothing.'],
    ['down:5', '--fault, column 6: Expected no options, got 5.'],
    ['down:a=5', '--fault, column 6: Expected no options, got a.'],
    ['abort:503 up', '--fault, column 11: Expected no direction, since abort acts on the exchange as a whole, got up.'],
    [
      'duplicate_response up',
      '--fault, column 20: Expected no other direction than down for duplicate_response, got up.',
    ],
    ['abort @30', '--fault, column 7: Expected a share from @0% to @100%, got @30.'],
    ['abort @101%', '--fault, column 7: Expected a share from @0% to @100%, got @101%.'],
    ['abort:503\u001b[2J', '--fault, column 7: Expected a whole number from 200 to 599 for status, got 503.'],
  ])('%j', (text, expected) => {
    expect(complaint(text)).toBe(expected)
  })
})

test('any text is a fault or a complaint', () => {
  const word = fc.constantFrom(
    ...faults.map(({ name }) => name),
    ':',
    ',',
    '=',
    '5',
    'up',
    '@',
    '%',
    ' ',
    'latency',
    '~d',
    '\n',
    'é',
  )
  fc.assert(
    fc.property(fc.array(word), (words) => {
      try {
        parseFault(words.join(''))
      } catch (error) {
        expect(error).toBeInstanceOf(MiddleboxError)
      }
    }),
  )
})

test('names are found in capitals and with hyphens', () => {
  expect(find(faults, 'Random-Data_THEN-close')?.name).toBe('random_data_then_close')
  expect(find(faults, 'random')).toBeUndefined()
})
