import { expect, test } from 'vitest'
import { setVariables, withoutLogin } from '../../../../src/cli/commands/doctor/variables.ts'

test('only what decides is listed, once, without logins', () => {
  const env = {
    PATH: '/bin',
    https_proxy: 'http://u:p@ss@proxy:1',
    NO_PROXY: '',
    SSL_CERT_FILE: '/a.pem',
    GIT_SSL_NO_VERIFY: '',
  }
  expect(setVariables(env)).toEqual([
    { name: 'https_proxy', value: 'http://***@proxy:1' },
    { name: 'NO_PROXY', value: '' },
    { name: 'SSL_CERT_FILE', value: '/a.pem' },
    { name: 'GIT_SSL_NO_VERIFY', value: '' },
  ])
})

test.each([
  ['u:p@proxy:1', '***@proxy:1'],
  ['proxy:1', 'proxy:1'],
  ['a.test,b.test', 'a.test,b.test'],
])('withoutLogin(%s) is %s', (value, expected) => expect(withoutLogin(value)).toBe(expected))
