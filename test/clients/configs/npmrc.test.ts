import { describe, expect, test } from 'vitest'
import { readNpmrc } from '../../../src/clients/configs/npmrc.ts'
import { npm } from '../../../src/clients/npm.ts'
import { fileMachine, testHome } from '../../support/config-machine.ts'
import { testConfigs, testVerification } from '../../support/config-probe.ts'

const user = `${testHome}/.npmrc`
const read = async (files: Record<string, string>, env: Record<string, string> = {}) =>
  (await readNpmrc(fileMachine(files, { env, find: async (command) => `/opt/n/bin/${command}` }))).settings

describe('readNpmrc', () => {
  test('the project’s file wins over the user’s, and that over the machine’s', async () => {
    const files = {
      '/code/package.json': '{}',
      '/code/.npmrc': 'proxy = http://a:1\n',
      [user]: 'proxy = http://b:2\n; mine\nnoproxy[] = x\nnoproxy[] = y\n',
      [`${testHome}/ca.pem`]: '',
      '/opt/n/etc/npmrc': 'cafile = ~/ca.pem\nproxy = http://c:3\n',
    }
    expect(await read(files)).toEqual({
      'npmrc proxy': {
        name: 'proxy',
        value: 'http://a:1',
        place: '/code/.npmrc:1',
        unset: 'npm config delete proxy --location=project',
      },
      'npmrc noproxy': {
        name: 'noproxy',
        value: 'x,y',
        place: '~/.npmrc:4',
        unset: 'npm config delete noproxy --location=user',
      },
      'npmrc cafile': {
        name: 'cafile',
        value: `${testHome}/ca.pem`,
        place: '/opt/n/etc/npmrc:1',
        unset: 'npm config delete cafile --location=global',
      },
    })
  })

  test('variables move the files, and stand for settings in any case', async () => {
    const env = { NPM_CONFIG_USERCONFIG: '/u', npm_config_prefix: '/p', NPM_CONFIG_HTTPS_PROXY: 'http://v:1' }
    const settings = await read({ '/u': 'proxy = http://a:1\n', '/p/etc/npmrc': 'strict-ssl = false\n' }, env)
    expect(settings['npmrc proxy']?.place).toBe('/u:1')
    expect(settings['npmrc strict-ssl']?.place).toBe('/p/etc/npmrc:1')
    expect(settings['npm_config_https_proxy']).toEqual({ name: 'NPM_CONFIG_HTTPS_PROXY', value: 'http://v:1' })
  })

  test('null, false and nothing count as not set', async () => {
    expect(await read({ [user]: 'proxy = false\nhttps-proxy = null\nnoproxy =\ncafile = null\n' })).toEqual({})
  })

  test('a CA file that is not there is passed over, as npm does', async () => {
    const files = { [user]: 'cafile = /gone.pem\n', '/opt/n/etc/npmrc': 'cafile = /ca.pem\n', '/ca.pem': '' }
    const { settings, remarks } = await readNpmrc(fileMachine(files, { find: async () => '/opt/n/bin/node' }))
    expect(settings['npmrc cafile']?.place).toBe('/opt/n/etc/npmrc:1')
    expect(remarks).toEqual([
      {
        text: 'cafile in ~/.npmrc:1: there is no file /gone.pem, which npm passes over',
        fix: 'npm config delete cafile --location=user',
      },
    ])
  })

  test('roots in the file itself are told', async () => {
    const { remarks } = await readNpmrc(fileMachine({ [user]: 'ca[] = "-----BEGIN"\n' }))
    expect(remarks).toEqual([
      {
        text: 'ca in ~/.npmrc:1 is all it trusts, unless a cafile is set',
        fix: 'npm config delete ca --location=user',
      },
    ])
  })
})

const file = (text: string) => ({ '.npmrc': text })
testConfigs(npm, {
  'https-proxy wins over the variable for proxy': {
    files: file('https-proxy = http://FILE\n'),
    env: { npm_config_proxy: 'http://ENV' },
  },
  'false is none': { files: file('proxy = false\n'), env: { https_proxy: 'http://ENV' } },
  'a variable in the file': {
    files: file('proxy = ${WHERE}\n'),
    env: { https_proxy: 'http://ENV', WHERE: 'http://FILE' },
  },
  'both lists of exceptions count': {
    files: file('noproxy = other.test\n'),
    env: { https_proxy: 'http://ENV', NO_PROXY: 'example.invalid' },
  },
  'a list of nothing takes the file’s back': {
    files: file('noproxy = example.invalid\n'),
    env: { npm_config_proxy: 'http://ENV', npm_config_noproxy: ',' },
  },
  'the project first': {
    files: { 'package.json': '{}', '.npmrc': 'proxy = http://FILE\n', 'u/rc': 'proxy = http://ENV\n' },
    env: { npm_config_userconfig: '~/u/rc' },
  },
})
testVerification(npm, {
  'strict-ssl = false': { files: file('strict-ssl = false\n') },
  'strict-ssl = true against the variable of Node': {
    files: file('strict-ssl = true\n'),
    env: { NODE_TLS_REJECT_UNAUTHORIZED: '0' },
  },
})
