import { expect, test } from 'vitest'
import { isOff, linesIn, readWgetrc } from '../../../src/clients/configs/wgetrc.ts'
import { wget } from '../../../src/clients/wget.ts'
import { fileMachine, testHome } from '../../support/config-machine.ts'
import { testConfigs, testVerification } from '../../support/config-probe.ts'

const path = `${testHome}/.wgetrc`

test('the user’s file wins over the system’s, and the line is named', async () => {
  const files = { '/etc/wgetrc': 'https_proxy = http://a:1\n', [path]: '# mine\nHTTPS-Proxy = http://b:2\n' }
  const { settings } = await readWgetrc(fileMachine(files, { find: async () => '/usr/bin/wget' }))
  expect(settings).toEqual({
    'wgetrc https_proxy': {
      name: 'https_proxy',
      value: 'http://b:2',
      place: '~/.wgetrc:2',
      unset: 'wget --no-config …     # passes over ~/.wgetrc',
    },
  })
})

test('a wget elsewhere has its system’s file elsewhere', async () => {
  const files = { '/opt/x/etc/wgetrc': 'http_proxy = http://a:1\n' }
  const { settings } = await readWgetrc(fileMachine(files, { find: async () => '/opt/x/bin/wget' }))
  expect(settings['wgetrc http_proxy']?.place).toBe('/opt/x/etc/wgetrc:1')
})

test('use_proxy = off means none, whatever else is said', async () => {
  const { settings } = await readWgetrc(fileMachine({ [path]: 'http_proxy = http://a:1\nuse_proxy = off\n' }))
  expect(settings['wgetrc http_proxy']).toMatchObject({ name: 'use_proxy', value: '', place: '~/.wgetrc:2' })
})

test('~ in ca_certificate is the home', async () => {
  const { settings } = await readWgetrc(fileMachine({ [path]: 'ca_certificate = ~/ca.pem\n' }))
  expect(settings['wgetrc ca_certificate']?.value).toBe(`${testHome}/ca.pem`)
})

test('lines that are no setting are none', () => {
  expect(linesIn('# http_proxy = x\nhttp_proxy x\n = x\n', path, testHome)).toEqual([])
})

test.each([
  ['off', true],
  ['No', true],
  ['0', true],
  ['quiet', true],
  ['on', false],
  ['', false],
])('isOff(%j) is %s', (value, expected) => expect(isOff(value)).toBe(expected))

const file = (text: string) => ({ '.wgetrc': text })
const env = { http_proxy: 'http://ENV' }
testConfigs(wget, {
  'wins over the variable': { files: file('http_proxy = http://FILE\n'), env },
  'in another spelling': { files: file('HTTP-Proxy=FILE\n'), env },
  empty: { files: file('http_proxy =\n'), env },
  'use_proxy = off': { files: file('use_proxy = off\n'), env },
  no_proxy: { files: file('no_proxy = example.invalid\n'), env },
  'no_proxy adds to the variable': {
    files: file('no_proxy = other.test\n'),
    env: { ...env, no_proxy: 'example.invalid' },
  },
  'an empty no_proxy starts anew': { files: file('no_proxy =\n'), env: { ...env, no_proxy: 'example.invalid' } },
  'the file of the system': { files: { sys: 'http_proxy = http://FILE\n' }, env: { ...env, SYSTEM_WGETRC: '~/sys' } },
  'the file of WGETRC': {
    files: { rc: 'http_proxy = http://FILE\n', ...file('http_proxy = http://ENV\n') },
    env: { WGETRC: '~/rc' },
  },
})
testVerification(wget, {
  plain: { files: {} },
  off: { files: file('check_certificate = off\n') },
  on: { files: file('check-certificate = on\n') },
})
