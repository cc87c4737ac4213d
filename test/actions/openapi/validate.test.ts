import { describe, expect, test } from 'vitest'
import { Operations } from '../../../src/actions/openapi/operations.ts'
import { parseText } from '../../../src/actions/openapi/parse.ts'
import { Validator } from '../../../src/actions/openapi/validate.ts'
import { requestOf } from '../../support/rules.ts'
import { old, pets, tangled } from './documents.ts'

const parsed = { root: parseText(pets) as never, version: '3.1' as const }

async function check(method: string, path: string, fields: string[] = [], body = '', document: typeof parsed = parsed) {
  const found = new Operations(document).find(method, `http://a.test${path}`)
  if (found === undefined || 'allowed' in found) throw new Error('expected an operation')
  const query = new URLSearchParams(path.split('?')[1] ?? '')
  const request = requestOf({ method, path, fields })
  const values = { path: found.pathValues, query, request }
  const { violations, unsupported } = await new Validator(document).check(found.operation, values, () =>
    Promise.resolve(Buffer.from(body)),
  )
  return unsupported ?? violations.map(({ location, message }) => `${location.join('.')}: ${message}`)
}

const json = ['Content-Type', 'application/json; charset=utf-8']
const form = ['Content-Type', 'application/x-www-form-urlencoded']

describe('Validator', () => {
  test.each([
    ['GET', '/local/pets', [], '', []],
    ['GET', '/local/pets?limit=100&tags=a&tags=b', ['X-Tenant', 'a'], '', []],
    ['GET', '/local/pets?limit=101', [], '', ['query.limit: Request query parameter limit must be <= 100']],
    ['GET', '/local/pets?limit=x', [], '', ['query.limit: Request query parameter limit must be integer']],
    [
      'GET',
      '/local/pets?tags=abcd',
      [],
      '',
      ['query.tags.0: Request query parameter tags.0 must NOT have more than 3 characters'],
    ],
    [
      'GET',
      '/local/pets',
      ['X-Tenant', 'c'],
      '',
      ['header.x-tenant: Request header parameter x-tenant must be equal to one of the allowed values: "a", "b"'],
    ],
    ['GET', '/local/pets/x', [], '', ['path.id: Request path parameter id must be integer']],
    ['POST', '/local/pets', json, '{"name":"Rex"}', []],
    ['POST', '/local/pets', json, '', ['body: Body parameter is required']],
    ['POST', '/local/pets', json, '{"name":1}', ['body.name: Request body property name must be string']],
    ['POST', '/local/pets', json, '{}', ["body: Request body must have required property 'name'"]],
    [
      'POST',
      '/local/pets',
      json,
      '{"name":"x","parent":{"name":5}}',
      ['body.parent.name: Request body property parent.name must be string'],
    ],
    [
      'POST',
      '/local/pets',
      json,
      '{"name":"x","email":"no"}',
      ['body.email: Request body property email must match format "email"'],
    ],
    ['POST', '/local/pets', form, 'name=Rex', []],
    ['POST', '/local/pets', form, 'id=5', ["body: Request body must have required property 'name'"]],
    ['POST', '/local/pets', ['Content-Type', 'image/png'], 'x', 'image/png'],
  ])('%s %s %j %s', async (method, path, fields, body, expected) => {
    expect(await check(method, path, fields, body)).toEqual(expected)
  })

  test('a body that is no JSON', async () => {
    expect(await check('POST', '/local/pets', json, '{')).toEqual([
      expect.stringContaining('body: Request body is no JSON'),
    ])
  })

  test.each([
    ['{"name":null,"size":1,"required":true}', []],
    ['{"size":0}', ['body.size: Request body property size must be > 0']],
    ['{"required":1}', ['body.required: Request body property required must be boolean']],
  ])('3.0: %s', async (body, expected) => {
    expect(await check('POST', '/a', json, body, { root: old as never, version: '3.0' as never })).toEqual(expected)
  })

  test('reasons have an end', async () => {
    const body = `[${'{},'.repeat(100)}{}]`
    const root = {
      paths: {
        '/x': {
          post: { requestBody: { content: { 'application/json': { schema: { items: { required: ['a'] } } } } } },
        },
      },
    }
    expect(await check('POST', '/x', json, body, { root: root as never, version: '3.1' })).toHaveLength(20)
  })

  test('a schema that is too large, or none, holds nobody up', async () => {
    expect(await check('POST', '/s', json, '5', { root: tangled(5_000, 10) as never, version: '3.1' })).toEqual([])
    const root = {
      paths: { '/x': { post: { requestBody: { content: { 'application/json': { schema: { type: 'cat' } } } } } } },
    }
    expect(await check('POST', '/x', json, '5', { root: root as never, version: '3.1' })).toEqual([])
  })
})

test('a pattern that backtracks without end stalls nobody, and others mean what they say', async () => {
  const parameter = (name: string, pattern: string) => ({ name, in: 'query', schema: { type: 'string', pattern } })
  const parameters = [parameter('slow', '^(a+)+$'), parameter('loose', '^[\\w-.]+$'), parameter('letters', '^\\p{L}+$')]
  const root = { openapi: '3.1.0', paths: { '/a': { get: { parameters, responses: { 200: { description: 'ok' } } } } } }
  const ask = (query: string) => check('GET', `/a?${query}`, [], '', { root: root as never, version: '3.1' })
  expect(await ask(`slow=${'a'.repeat(40)}b`)).toEqual([
    'query.slow: Request query parameter slow must match pattern "^(a+)+$"',
  ])
  expect(await ask('loose=a-b.c&letters=%C3%A9')).toEqual([])
  expect(await ask('letters=1')).toHaveLength(1)
})
