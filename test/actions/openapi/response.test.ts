import { describe, expect, test } from 'vitest'
import { Operations } from '../../../src/actions/openapi/operations.ts'
import { parseText } from '../../../src/actions/openapi/parse.ts'
import { Responses } from '../../../src/actions/openapi/response.ts'
import { read } from '../../support/origin.ts'
import { pets } from './documents.ts'

const document = { root: parseText(pets) as never, version: '3.1' as const }
const operations = new Operations(document)
const responses = new Responses(document)

async function answer(method: string, path: string, ...fields: string[]) {
  const found = operations.find(method, `http://a.test/local${path}`)
  if (found === undefined || 'allowed' in found) throw new Error('expected an operation')
  const verdict = responses.answer(found.operation, fields)
  if (verdict.kind !== 'respond') throw new Error('expected an answer')
  return { status: verdict.head.status, fields: verdict.head.fields, text: (await read(verdict.body)).text }
}

describe('Responses', () => {
  test('the lowest success, JSON first, made from the schema, with headers', async () => {
    const pet = { id: 7, name: 'Rex', email: 'user@example.com', parent: {} }
    for (let again = 0; again < 2; again++) {
      const { status, fields, text } = await answer('GET', '/pets')
      expect(status).toBe(200)
      expect(fields.slice(0, 4)).toEqual(['X-Total', '12', 'Content-Type', 'application/json'])
      expect(JSON.parse(text)).toEqual([pet])
    }
  })

  test.each([
    ['GET', '/pets', ['Accept', 'text/csv'], 200, 'id,name'],
    ['GET', '/pets/mine', [], 200, 'mine'],
    ['POST', '/pets', [], 201, '{"name":"Tom"}'],
    ['POST', '/pets', ['Prefer', 'example=rex'], 201, '{"name":"Rex"}'],
    ['POST', '/pets', ['Prefer', 'code=409'], 409, '{"error":"there"}'],
    ['GET', '/pets', ['Prefer', 'code=422'], 422, ''],
    ['GET', '/pets/5', ['Prefer', 'code=404'], 404, ''],
  ])('%s %s %j', async (method, path, fields, status, text) => {
    expect(await answer(method, path, ...fields)).toMatchObject({ status, text })
  })

  test.each([
    [['Prefer', 'code=500'], 404, 'Requested status code 500 is not defined'],
    [['Prefer', 'code=zzz'], 404, 'Requested status code zzz is not defined'],
    [['Prefer', 'example=none'], 404, 'exampleKey: none does not exist'],
    [['Accept', 'image/png'], 406, 'application/json'],
  ])('%j is a problem', async (fields, status, detail) => {
    const found = await answer('POST', '/pets', ...fields)
    expect(found.status).toBe(status)
    expect(found.text).toContain(detail)
  })
})
