import fc from 'fast-check'
import { expect, test } from 'vitest'
import { redactBody } from '../../src/kit/redact-body.ts'
import { createRedactor } from '../../src/kit/redact.ts'

test.each([
  [
    'application/x-www-form-urlencoded',
    'password=x&a=1&client_secret=y',
    'password={{secret:password-1}}&a=1&client_secret={{secret:client-secret-1}}',
  ],
  [
    'application/json',
    '{"password": "x", "n": {"access_token":"y"}, "a": "x"}',
    '{"password": "{{secret:password-1}}", "n": {"access_token":"{{secret:access-token-1}}"}, "a": "x"}',
  ],
  ['', ' [{"apiKey":"k\\"q"}]', ' [{"apiKey":"{{secret:apikey-1}}"}]'],
  ['application/json', '{"code":"not_found","key":"name"}', '{"code":"not_found","key":"name"}'],
  ['text/plain', 'see http://u:p@a.test/?token=t', 'see http://{{secret:login-1}}@a.test/?token={{secret:token-1}}'],
  ['application/json', '{"jwt":""}', '{"jwt":""}'],
  [
    '',
    '[["Authorization", "Bearer abc"], ["token", "x"]]',
    '[["Authorization", "Bearer {{secret:authorization-1}}"], ["token", "x"]]',
  ],
  ['', '{"a":"{\\"password\\": \\"x\\"}"}', '{"a":"{\\"password\\": \\"{{secret:password-1}}\\"}"}'],
])('%s %s', (mime, given, shown) => {
  expect(redactBody(given, mime, createRedactor())).toBe(shown)
})

test('a value is not taken for the name before a key', () => {
  const text = `{"${'k'.repeat(90)}":"v","password":"p"}`
  expect(redactBody(text, '', createRedactor())).toContain('{{secret:password-1}}')
})

test('JSON stays JSON', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect(JSON.parse(redactBody(text, 'application/json', createRedactor()))).toBeDefined()
    }),
  )
})

test('long strings cost little', () => {
  const text = `{"password":"${'\\"'.repeat(500_000)}`
  expect(redactBody(text, 'application/json', createRedactor())).toBe(text)
})
