import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createRedactor } from '../../src/kit/redact.ts'

describe('fields', () => {
  test.each([
    ['Authorization', 'Bearer s3cret', 'Bearer {{secret:authorization-1}}'],
    ['authorization', 's3cret with blanks', '{{secret:authorization-1}}'],
    ['Authorization', 'Basic', '{{secret:authorization-1}}'],
    ['Proxy-Authorization', 'Basic dTpw', 'Basic {{secret:proxy-authorization-1}}'],
    ['X-API-Key', 'k', '{{secret:x-api-key-1}}'],
    ['Cookie', 'sid=abc; theme=dark', 'sid={{secret:cookie-1}}; theme={{secret:cookie-2}}'],
    ['Cookie', 'bare', '{{secret:cookie-1}}'],
    ['Set-Cookie', 'sid=abc; Path=/; HttpOnly', 'sid={{secret:cookie-1}}; Path=/; HttpOnly'],
    ['Set-Cookie', 'sid=; Max-Age=0', 'sid=; Max-Age=0'],
    ['Accept', 'text/html;q=0.9', 'text/html;q=0.9'],
    ['Location', 'https://a.test/?token=t&page=2', 'https://a.test/?token={{secret:token-1}}&page=2'],
  ])('%s: %s', (name, value, shown) => {
    expect(createRedactor().field(name, value)).toBe(shown)
  })
})

describe('text', () => {
  test.each([
    ['http://user:p@ss@a.test/x', 'http://{{secret:login-1}}@a.test/x'],
    ['http://a.test/@me', 'http://a.test/@me'],
    [
      'https://a.test/?api_key=1&API-Key=1&x=1',
      'https://a.test/?api_key={{secret:api-key-1}}&API-Key={{secret:api-key-1}}&x=1',
    ],
    [
      'https://a.test/?X-Amz-Signature=ab&X-Amz-Date=d',
      'https://a.test/?X-Amz-Signature={{secret:x-amz-signature-1}}&X-Amz-Date=d',
    ],
    ['https://a.test/#access_token=t', 'https://a.test/#access_token={{secret:access-token-1}}'],
    ['https://a.test/?token=', 'https://a.test/?token='],
    ['a eyJhbGciOi.eyJzdWIiOi.c2ln b', 'a {{secret:jwt-1}} b'],
    ['https://a.test/tokens?page=key', 'https://a.test/tokens?page=key'],
  ])('%s', (given, shown) => {
    expect(createRedactor().text(given)).toBe(shown)
  })
})

test('one value has one name wherever it stands, another has another', () => {
  const { field, text } = createRedactor()
  expect(field('Set-Cookie', 'sid=abc; Path=/')).toBe('sid={{secret:cookie-1}}; Path=/')
  expect(field('Cookie', 'sid=abc')).toBe('sid={{secret:cookie-1}}')
  expect(field('Cookie', 'sid=def')).toBe('sid={{secret:cookie-2}}')
  expect(field('Authorization', 'Bearer a b/c')).toBe('Bearer {{secret:authorization-1}}')
  expect(text('/?access_token=a%20b%2Fc')).toBe('/?access_token={{secret:authorization-1}}')
})

test('what is redacted already stays', () => {
  const { field } = createRedactor()
  expect(field('Authorization', field('Authorization', 'Bearer t'))).toBe('Bearer {{secret:authorization-1}}')
})

test.each(['a.', 'eyJ-', 'eyJaaaaa.', '?a', '&a=', 'a://', 'http://a:', '; '])(
  'a long text of %j takes no time to speak of',
  (piece) => {
    const { field, text } = createRedactor()
    const long = piece.repeat(200_000 / piece.length)
    const before = performance.now()
    text(long)
    field('Cookie', long)
    expect(performance.now() - before).toBeLessThan(2000)
  },
)

test('no text makes it fail, and twice changes no more than once', () => {
  const piece = fc.constantFrom(
    'a',
    '://',
    '@',
    '?',
    'token',
    '=',
    '&',
    'eyJhbGciOi',
    '.',
    '%',
    '%41',
    ' ',
    '{{secret:',
  )
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string())), (pieces) => {
      const { text } = createRedactor()
      const once = text(pieces.join(''))
      expect(text(once)).toBe(once)
    }),
  )
})

test('parameters by name', () => {
  const { parameter } = createRedactor()
  expect(parameter('Access-Token', 'x')).toBe('{{secret:access-token-1}}')
  expect(parameter('colour', 'x')).toBe('x')
})
