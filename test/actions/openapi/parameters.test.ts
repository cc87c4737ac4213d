import { expect, test } from 'vitest'
import { parameterValue, placeOf } from '../../../src/actions/openapi/parameters.ts'
import { requestOf } from '../../support/rules.ts'

const array = { type: 'array', items: {} }
const object = { type: 'object', properties: { r: {}, g: {} } }
const request = requestOf({ fields: ['X-Ids', '1,2', 'Cookie', 'a=1; sid=abc'] })

test.each([
  [{ name: 'a', in: 'query' }, 'a=1&a=2', '1'],
  [{ name: 'a', in: 'query' }, 'b=1', undefined],
  [{ name: 'a', in: 'query', schema: array }, 'a=1&a=2', ['1', '2']],
  [{ name: 'a', in: 'query', schema: array, explode: false }, 'a=1,2', ['1', '2']],
  [{ name: 'a', in: 'query', schema: array, explode: false, style: 'pipeDelimited' }, 'a=1|2', ['1', '2']],
  [{ name: 'a', in: 'query', schema: array, explode: false, style: 'spaceDelimited' }, 'a=1%202', ['1', '2']],
  [{ name: 'a', in: 'query', schema: object }, 'r=1&g=2&b=3', { r: '1', g: '2' }],
  [{ name: 'a', in: 'query', schema: object, explode: false }, 'a=r,1,g,2', { r: '1', g: '2' }],
  [{ name: 'a', in: 'query', schema: object, style: 'deepObject' }, 'a[r]=1&a[x]=2&b[r]=3', { r: '1', x: '2' }],
  [{ name: 'a', in: 'query', schema: object, style: 'deepObject' }, 'b=1', undefined],
  [{ name: 'a', in: 'query', content: { 'application/json': {} } }, 'a={"b":1}', { b: 1 }],
  [{ name: 'a', in: 'query', content: { 'application/json': {} } }, 'a=no', 'no'],
  [{ name: 'id', in: 'path' }, '', 'a b'],
  [{ name: 'x-ids', in: 'header', schema: array }, '', ['1', '2']],
  [{ name: 'sid', in: 'cookie' }, '', 'abc'],
])('%j of %s', (parameter, query, value) => {
  const values = { path: { id: 'a%20b' }, query: new URLSearchParams(query), request }
  expect(parameterValue({}, parameter, values)).toEqual(value)
})

test('the place is one of four', () => {
  expect([{ in: 'header' }, { in: 'odd' }].map(placeOf)).toEqual(['header', 'query'])
})
