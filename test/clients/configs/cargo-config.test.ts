import { expect, test } from 'vitest'
import { cargo } from '../../../src/clients/cargo.ts'
import { readCargoConfig } from '../../../src/clients/configs/cargo-config.ts'
import { fileMachine, testHome } from '../../support/config-machine.ts'
import { testConfigs } from '../../support/config-probe.ts'

test('the nearest file wins, and a path starts beside the folder of its file', async () => {
  const files = {
    '/code/.cargo/config.toml': '[build]\nproxy = "no"\n[http]\nproxy = "a:1"  # mine\ncainfo = "corp/ca.pem"\n',
    [`${testHome}/.cargo/config.toml`]: 'http.proxy = "b:2"\n',
  }
  expect((await readCargoConfig(fileMachine(files))).settings).toEqual({
    'cargo http.proxy': { name: 'http.proxy', value: 'a:1', place: '/code/.cargo/config.toml:4' },
    'cargo http.cainfo': { name: 'http.cainfo', value: '/code/corp/ca.pem', place: '/code/.cargo/config.toml:5' },
  })
})

test('git’s own proxy counts where cargo has none, that of the repository excepted', async () => {
  const listed = (scope: string) => `${scope}\0file:/g\0http.proxy\nhttp://p:1\0`
  const read = (text: string) => readCargoConfig(fileMachine({}, { ask: async () => text }))
  expect((await read(listed('global'))).settings['cargo http.proxy']).toMatchObject({
    value: 'http://p:1',
    place: '/g',
  })
  expect((await read(listed('local'))).settings).toEqual({})
})

const env = { http_proxy: 'http://ENV' }
testConfigs(cargo, {
  'wins over the variables': { files: { '.cargo/config.toml': '[http]\nproxy = "FILE"\n' }, env },
  'not over its own': { files: { '.cargo/config.toml': '[http]\nproxy = "FILE"\n' }, env: { CARGO_HTTP_PROXY: 'ENV' } },
  empty: { files: { '.cargo/config.toml': "[http]\nproxy = ''\n" }, env },
  'that of git': { files: { '.gitconfig': '[http]\n proxy = FILE\n' }, env },
  'NO_PROXY holds': { files: { '.cargo/config.toml': 'http.proxy = "FILE"\n' }, env: { NO_PROXY: 'example.invalid' } },
})
