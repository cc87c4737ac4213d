import { describe, expect, test } from 'vitest'
import { readPipConf } from '../../../src/clients/configs/pip-conf.ts'
import { pip } from '../../../src/clients/python.ts'
import { fileMachine, testHome } from '../../support/config-machine.ts'
import type { ConfigMachine } from '../../../src/clients/setting.ts'
import { testConfigs, testVerification } from '../../support/config-probe.ts'

const user = `${testHome}/.config/pip/pip.conf`
const read = async (files: Record<string, string>, given: Partial<ConfigMachine> = {}) =>
  (await readPipConf(fileMachine(files, given))).settings

describe('readPipConf', () => {
  test('later files win, and the command over [global] in whichever', async () => {
    const files = {
      '/etc/pip.conf': '[global]\ncert = /a.pem\n[install]\nproxy = http://a:1\n',
      [user]: '[global]\nproxy = http://b:2\ncert: /b.pem\n',
    }
    expect(await read(files)).toEqual({
      'pip.conf proxy': {
        name: 'proxy',
        value: 'http://a:1',
        place: '/etc/pip.conf:4',
        unset: 'pip config --global unset install.proxy',
      },
      'pip.conf cert': {
        name: 'cert',
        value: '/b.pem',
        place: '~/.config/pip/pip.conf:3',
        unset: 'pip config --user unset global.cert',
      },
    })
  })

  test('a list may go on in the next lines', async () => {
    const settings = await read({ [user]: '[global]\ntrusted-host =\n  a.test\n  b.test\nproxy =\n' })
    expect(settings['pip.conf trusted-host']?.value).toBe('a.test b.test')
    expect(settings).not.toHaveProperty('pip.conf proxy')
  })

  test('PIP_CONFIG_FILE is read in place of the user’s; the null device switches all off', async () => {
    const files = { [user]: '[global]\nproxy = http://a:1\n', '/named': '[global]\nproxy = http://b:2\n' }
    const env = { PIP_CONFIG_FILE: '/named' }
    expect((await read(files, { env }))['pip.conf proxy']).toMatchObject({ place: '/named:2' })
    expect((await read(files, { env: { PIP_CONFIG_FILE: '/gone' } }))['pip.conf proxy']?.value).toBe('http://a:1')
    expect(await read(files, { env: { PIP_CONFIG_FILE: '/dev/null' } })).toEqual({})
  })

  test('the virtual environment has a file of its own, and so has every Python', async () => {
    const files = { '/venv/pip.conf': '[global]\nproxy = a:1\n', '/py/pip.conf': '[global]\nproxy = b:2\n' }
    const place = async (given: Partial<ConfigMachine>) => (await read(files, given))['pip.conf proxy']?.place
    expect(await place({ env: { VIRTUAL_ENV: '/venv' } })).toBe('/venv/pip.conf:2')
    expect(await place({ find: async () => '/py/bin/pip3' })).toBe('/py/pip.conf:2')
    expect(await place({ find: async () => '/x/shims/pip3', ask: async () => '/py\n' })).toBe('/py/pip.conf:2')
  })

  test('the places of macOS and Windows', async () => {
    const mac = `${testHome}/Library/Application Support/pip/pip.conf`
    const text = '[global]\nproxy = a:1\n'
    expect(Object.keys(await read({ [mac]: text }, { platform: 'darwin' }))).toEqual(['pip.conf proxy'])
    const ini = `${testHome}/pip/pip.ini`
    expect(Object.keys(await read({ [ini]: text }, { platform: 'win32' }))).toEqual(['pip.conf proxy'])
  })
})

const file = (text: string) => ({ '.config/pip/pip.conf': text })
testConfigs(pip, {
  'knows no exceptions': { files: file('[global]\nproxy = http://FILE\n'), env: { NO_PROXY: 'example.invalid' } },
  'PIP_PROXY wins over the command’s own': {
    files: file('[global]\nproxy: FILE\n[download]\nproxy = FILE\n'),
    env: { PIP_PROXY: 'http://ENV' },
  },
})
testVerification(pip, { 'trusted-host, in lines': { files: file('[global]\ntrusted-host = a.test\n  localhost\n') } })
