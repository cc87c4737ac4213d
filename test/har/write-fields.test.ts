import { expect, test } from 'vitest'
import { queryString, requestCookies, responseCookies, writeFields } from '../../src/har/write-fields.ts'
import { open, strict } from '../support/har.ts'

test('in wire order, as text where the bytes are', () => {
  expect(writeFields(['A', 'b', 'a', '\xc3\xa9', 'C', '\xe9'], open)).toEqual([
    { name: 'A', value: 'b' },
    { name: 'a', value: 'é' },
    { name: 'C', value: 'é', _latin1: true },
  ])
  expect(writeFields(['Cookie', 'a=b'], strict())).toEqual([{ name: 'Cookie', value: 'a={{secret:cookie-1}}' }])
})

test('cookies', () => {
  expect(
    requestCookies([
      { name: 'cookie', value: 'a=1; b=2=3; c' },
      { name: 'Cookie', value: '' },
    ]),
  ).toEqual([
    { name: 'a', value: '1' },
    { name: 'b', value: '2=3' },
    { name: 'c', value: '' },
  ])
  expect(
    responseCookies([
      { name: 'Set-Cookie', value: 'a=1; Path=/; DOMAIN=x; HttpOnly; secure; Expires=Wed, 21 Oct 2026 07:28:00 GMT' },
      { name: 'set-cookie', value: 'b; expires=never' },
    ]),
  ).toEqual([
    {
      name: 'a',
      value: '1',
      path: '/',
      domain: 'x',
      httpOnly: true,
      secure: true,
      expires: '2026-10-21T07:28:00.000Z',
    },
    { name: 'b', value: '' },
  ])
})

test.each([
  [
    'http://a/?b=c%20d+e&f&&=g',
    [
      ['b', 'c d e'],
      ['f', ''],
      ['', 'g'],
    ],
  ],
  ['http://a/?b=%zz#c=d', [['b', '%zz']]],
  ['http://a/', []],
])('%s', (url, pairs) => {
  expect(queryString(url).map(({ name, value }) => [name, value])).toEqual(pairs)
})
