import { describe, expect, expectTypeOf, test } from 'vitest'
import { Ajv } from 'ajv'
import {
  anything,
  count,
  described,
  dictionary,
  list,
  literal,
  nullable,
  number,
  object,
  oneOf,
  optional,
  pair,
  text,
  truth,
  type Infer,
} from '../../src/headless/schema.ts'

const shape = object({
  type: literal('a'),
  name: described(text, 'A name.'),
  size: optional(count),
  ratio: nullable(number),
  on: truth,
  color: oneOf('red', 'blue'),
  pairs: list(pair(text, number)),
  extra: dictionary(anything),
})
const right = { type: 'a', name: 'n', ratio: null, on: true, color: 'red', pairs: [['x', 1]], extra: { any: [1] } }

describe('shapes', () => {
  test('the type says what the schema says', () => {
    expectTypeOf<Infer<typeof shape>['size']>().toEqualTypeOf<number | undefined>()
    expectTypeOf<Infer<typeof shape>['color']>().toEqualTypeOf<'red' | 'blue'>()
    expectTypeOf<Infer<typeof shape>['pairs']>().toEqualTypeOf<readonly (readonly [string, number])[]>()
    expectTypeOf<Infer<typeof shape>['ratio']>().toEqualTypeOf<number | null>()
  })

  const validate = new Ajv({ strict: true, strictTuples: false }).compile(shape.json)

  test('the right one is accepted, with and without what is optional', () => {
    expect(validate(right)).toBe(true)
    expect(validate({ ...right, size: 3 })).toBe(true)
  })

  test.each<[string, object]>([
    ['another type', { type: 'b' }],
    ['a wrong type', { name: 1 }],
    ['a negative count', { size: -1 }],
    ['an unknown word', { color: 'green' }],
    ['a short pair', { pairs: [['x']] }],
    ['a long pair', { pairs: [['x', 1, 2]] }],
    ['an unknown key', { more: 1 }],
    ['something missing', { on: undefined }],
  ])('%s is refused', (_name, change) => {
    expect(validate(JSON.parse(JSON.stringify({ ...right, ...change })))).toBe(false)
  })

  test('descriptions stand in the schema', () => {
    expect(shape.json).toMatchObject({ properties: { name: { description: 'A name.', type: 'string' } } })
  })
})
