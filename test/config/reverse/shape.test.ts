import { expect, test } from 'vitest'
import { count, flag, text } from '../../../src/config/kinds.ts'
import { list, map, mapped, one, orSwitch, shortOr } from '../../../src/config/reverse/shape.ts'
import { located } from '../../support/located.ts'

const read = async <T>(shape: { read(value: never, base: string): T }, yaml: string) =>
  shape.read((await located(yaml)) as never, '/')

const numbers = map(
  {
    a: { shape: one(count(1, 9)), help: 'the first', required: true },
    b: { shape: one(flag), help: 'the second', default: true },
  },
  'a map of a and b',
)

test('maps: known keys, defaults, and what has to be there', async () => {
  expect(await read(numbers, 'a: 3')).toEqual({ a: 3, b: true })
  expect(await read(numbers, '{ a: 3, b: false }')).toEqual({ a: 3, b: false })
  await expect(read(numbers, 'b: true')).rejects.toThrow('f.yml:1:1: Expected a (the first), got none.')
  await expect(read(numbers, 'aa: 1')).rejects.toThrow(
    expect.objectContaining({ message: 'f.yml:1:1: Expected a known key, got "aa".' }),
  )
  await expect(read(numbers, '[1]')).rejects.toThrow('Expected a map of a and b, got a list.')
  await expect(read(numbers, 'a: 10')).rejects.toThrow('f.yml:1:4: Expected a number from 1 to 9, got 10.')
})

test('lists, or one item in place of a list', async () => {
  expect(await read(list(one(text)), '[a, b]')).toEqual(['a', 'b'])
  expect(await read(list(one(text)), 'a')).toEqual(['a'])
  await expect(read(list(one(text)), '[]')).rejects.toThrow('at least one item')
})

test('short forms, switches, and values made of others', async () => {
  const either = shortOr(one(text), numbers)
  expect([await read(either, 'x'), await read(either, 'a: 1')]).toEqual(['x', { a: 1, b: true }])
  const switched = orSwitch(numbers, { a: 1, b: false })
  expect([await read(switched, 'false'), await read(switched, 'true'), await read(switched, 'a: 2')]).toEqual([
    false,
    { a: 1, b: false },
    { a: 2, b: true },
  ])
  expect(
    await read(
      mapped(one(text), (value, where) => `${value} at ${where}`),
      'x',
    ),
  ).toBe('x at f.yml:1:1')
})

test('the schema says the same', () => {
  expect(numbers.schema).toEqual({
    type: 'object',
    additionalProperties: false,
    properties: {
      a: { description: 'The first.', type: 'integer', minimum: 1, maximum: 9 },
      b: { description: 'The second.', type: 'boolean' },
    },
    required: ['a'],
  })
})
