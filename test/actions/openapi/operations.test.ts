import { describe, expect, test } from 'vitest'
import { Operations } from '../../../src/actions/openapi/operations.ts'
import { parseText } from '../../../src/actions/openapi/parse.ts'
import { pets } from './documents.ts'

const operations = new Operations({ root: parseText(pets) as never, version: '3.1' })
const find = (method: string, url: string) => {
  const found = operations.find(method, url)
  if (found === undefined || 'allowed' in found) return found
  return `${found.operation.method} ${found.operation.path} ${JSON.stringify(found.pathValues)}`
}

describe('Operations', () => {
  test.each([
    ['GET', 'https://eu.api.test/v1/pets', 'GET /pets {}'],
    ['GET', 'http://eu.api.test/v1/pets?limit=1', 'GET /pets {}'],
    ['HEAD', 'https://eu.api.test/v1/pets', 'GET /pets {}'],
    ['GET', 'http://any.test/local/pets/5', 'GET /pets/{id} {"id":"5"}'],
    ['GET', 'http://any.test/local/pets/mine', 'GET /pets/mine {}'],
    ['GET', 'http://any.test/local/pets/mine/', 'GET /pets/mine {}'],
  ])('%s %s', (method, url, found) => expect(find(method, url)).toBe(found))

  test.each([
    ['GET', 'https://us.api.test/v1/pets'],
    ['GET', 'https://eu.api.test/pets'],
    ['GET', 'https://eu.api.test/v1/pets/1/2'],
    ['GET', 'nonsense'],
  ])('%s %s is not there', (method, url) => expect(find(method, url)).toBeUndefined())

  test('a method that is not there says which are', () => {
    expect(find('DELETE', 'http://any.test/local/pets')).toEqual({ allowed: ['GET', 'POST'] })
  })

  test("a path's parameters hold for its operations", () => {
    const found = operations.find('GET', 'http://any.test/local/pets')
    if (found === undefined || 'allowed' in found) throw new Error('expected an operation')
    expect(found.operation.parameters.map(({ name }) => name)).toEqual(['X-Tenant', 'limit', 'tags'])
  })

  test('what an unknown URL misses', () => {
    expect(operations.miss('http://any.test/local/pet')).toEqual({
      reason: 'the document has no path /local/pet; the nearest is /local/pets',
      near: true,
    })
    const root = { servers: [{ url: 'http://a.test:81/v1' }], paths: { '/x': { get: {} } } }
    const bound = new Operations({ root, version: '3.1' })
    expect(bound.miss('http://b.test/v1/x').reason).toBe('the document is about the servers a.test, not b.test')
    expect(bound.find('GET', 'http://a.test/v1/x')).toBeUndefined()
    expect(bound.find('GET', 'http://a.test:81/v1/x')).toBeDefined()
  })
})
