import { expect, test } from 'vitest'
import { readSettings } from '../../src/config/read-settings.ts'
import { misspeltVariables, otherVariables, readVariables } from '../../src/config/variable-source.ts'

test('variables are options; empty ones are unset', () => {
  const env = { MIDDLEBOX_LISTEN_PORT: '9', MIDDLEBOX_INSECURE: 'yes', MIDDLEBOX_VIEW: '', LISTEN_PORT: '7' }
  expect(readSettings(readVariables(env, '/')).settings).toEqual({ listenPort: 9, insecure: true })
})

test('lists have a value per line', () => {
  const env = { MIDDLEBOX_IGNORE_HOSTS: 'a b\n\nc,d\n', MIDDLEBOX_ALLOW_CLIENTS: '192.0.2.1,192.0.2.2' }
  expect(readSettings(readVariables(env, '/')).settings).toEqual({
    ignoreHosts: ['a b', 'c,d'],
    allowClients: ['192.0.2.1/32', '192.0.2.2/32'],
  })
})

test('a wrong value names its variable', () => {
  expect(() => readSettings(readVariables({ MIDDLEBOX_MAX_BODY: 'big' }, '/'))).toThrowError(
    'MIDDLEBOX_MAX_BODY: Expected a size such as 512k, 64MiB or 1g, got "big".',
  )
})

test('slips are told, strangers are not', () => {
  const known = Object.fromEntries(otherVariables.map(({ name }) => [name, 'x']))
  expect(misspeltVariables({ ...known, MIDDLEBOX_LISEN_PORT: '1', MIDDLEBOX_SOMETHING_ELSE: '1', PATH: '' })).toEqual([
    'the variable MIDDLEBOX_LISEN_PORT is not known; did you mean MIDDLEBOX_LISTEN_PORT?',
  ])
})
