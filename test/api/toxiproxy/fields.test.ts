import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  numberField,
  readList,
  readObject,
  textField,
  truthField,
  wholeField,
} from '../../../src/api/toxiproxy/fields.ts'
import { Refusal } from '../../../src/api/toxiproxy/reply.ts'

test('fields of their kind, and null as if absent', () => {
  const fields = readObject('{"t":"x","b":false,"n":0.5,"w":3,"nil":null}')
  expect([textField(fields, 't'), truthField(fields, 'b'), numberField(fields, 'n'), wholeField(fields, 'w')]).toEqual([
    'x',
    false,
    0.5,
    3,
  ])
  for (const read of [textField, truthField, numberField, wholeField]) {
    expect(read(fields, 'nil')).toBeUndefined()
    expect(read(fields, 'absent')).toBeUndefined()
  }
})

test.each([
  [() => textField({ a: 1 }, 'a'), 'Expected a string for a, got 1'],
  [() => truthField({ a: 'yes' }, 'a'), 'Expected true or false for a, got "yes"'],
  [() => numberField({ a: '1' }, 'a'), 'Expected a number for a, got "1"'],
  [() => wholeField({ a: 0.5 }, 'a'), 'Expected a whole number for a, got 0.5'],
  [() => textField({ a: ['x'.repeat(99)] }, 'a'), `Expected a string for a, got ["${'x'.repeat(57)}…`],
  [() => readObject('[]'), 'Expected an object for the body, got []'],
  [() => readList('{}'), 'Expected a list for the body, got {}'],
  [() => readObject('  '), 'EOF'],
])('%s', (read, why) => {
  expect(read).toThrow(expect.objectContaining({ status: 400, message: `bad request body: ${why}` }))
})

test('whatever is sent is read or refused', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (body) => {
      for (const read of [readObject, readList]) {
        try {
          expect(read(body)).toBeTypeOf('object')
        } catch (error) {
          expect(error).toBeInstanceOf(Refusal)
        }
      }
    }),
  )
})
