import { expect, test } from 'vitest'
import { contentTypeOf, parseContentType } from '../../src/content/media-type.ts'

test.each([
  ['Text/HTML; Charset=UTF-8', 'text/html', { charset: 'UTF-8' }],
  ['multipart/form-data; boundary="a b;c\\"d"; x=1', 'multipart/form-data', { boundary: 'a b;c"d', x: '1' }],
  ['a/b; c=1; C=2', 'a/b', { c: '1' }],
  ['', '', {}],
  [';;=', '', {}],
])('%j', (value, mime, parameters) => {
  expect(parseContentType(value)).toEqual({ mime, parameters })
})

test('what else tells the type is taken along', () => {
  expect(contentTypeOf(['grpc-encoding', 'gzip', 'content-type', 'application/grpc'], '/x')).toEqual({
    mime: 'application/grpc',
    parameters: {},
    path: '/x',
    coding: 'gzip',
  })
})
