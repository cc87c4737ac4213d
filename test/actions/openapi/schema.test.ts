import { expect, test } from 'vitest'
import { standalone } from '../../../src/actions/openapi/schema.ts'
import { old, tangled } from './documents.ts'

const schemaOf = (root: object) => (root as typeof old).paths['/a'].post.requestBody.content['application/json'].schema

test('what 3.0 writes in its own way is JSON Schema, and properties keep their names', () => {
  expect(standalone({ root: old, version: '3.0' }, schemaOf(old))).toEqual({
    allOf: [
      {
        type: 'object',
        properties: {
          name: { anyOf: [{ type: 'null' }, { type: 'string' }] },
          size: { type: 'number', exclusiveMinimum: 0 },
          example: { type: 'integer' },
          required: { $ref: '#/$defs/d0' },
        },
      },
    ],
    $defs: { d0: { type: 'boolean' } },
  })
})

test('what is read-only is not required in a request', () => {
  const root = { components: { schemas: { Id: { type: 'integer', readOnly: true } } } }
  const schema = {
    required: ['id', 'at', 'name'],
    properties: { id: { $ref: '#/components/schemas/Id' }, at: { readOnly: true }, name: {} },
  }
  expect(standalone({ root, version: '3.1' }, schema)).toMatchObject({ allOf: [{ required: ['name'] }] })
})

test('circles come along once', () => {
  const root = { a: { properties: { b: { $ref: '#/b' } } }, b: { items: { $ref: '#/a' } } }
  expect(standalone({ root, version: '3.1' }, { $ref: '#/a' })).toEqual({
    allOf: [{ $ref: '#/$defs/d0' }],
    $defs: { d0: { properties: { b: { $ref: '#/$defs/d1' } } }, d1: { items: { $ref: '#/$defs/d0' } } },
  })
})

test('one that is too large is none', () => {
  const root = tangled(5_000, 10)
  expect(standalone({ root: root as never, version: '3.1' }, { $ref: '#/components/schemas/S0' })).toBeUndefined()
})
