import { describe, expect, test } from 'vitest'
import { readGitConfig } from '../../../src/clients/configs/git-config.ts'
import { git } from '../../../src/clients/git.ts'
import { fileMachine, target, testHome, url } from '../../support/config-machine.ts'
import { testConfigs, testVerification } from '../../support/config-probe.ts'

type Entry = [scope: string, origin: string, key: string, value: string]

/** What git prints for these entries, of which `matched` hold for the URL. */
function machine(entries: Entry[], matched: Record<string, string>, files: Record<string, string> = {}) {
  const listed = entries.map(([scope, origin, key, value]) => `${scope}\0${origin}\0${key}\n${value}\0`).join('')
  const found = Object.entries(matched).map(([key, value]) => `${key}\n${value}\0`)
  return fileMachine(files, {
    ask: async (_, args) => (args.includes('--get-urlmatch') ? found.join('') : listed),
  })
}

describe('readGitConfig', () => {
  const file = `${testHome}/.gitconfig`

  test('names file and line, and the command that takes it out', async () => {
    const entries: Entry[] = [['global', `file:${file}`, 'http.proxy', 'http://p:1']]
    const files = { [file]: '[user]\n\tname = me\n[http]\n\tproxy = http://p:1\n' }
    const { settings } = await readGitConfig(machine(entries, { 'http.proxy': 'http://p:1' }, files), target, url)
    expect(settings).toEqual({
      'git http.proxy': {
        name: 'http.proxy',
        value: 'http://p:1',
        place: '~/.gitconfig:4',
        unset: 'git config --global --unset-all http.proxy',
      },
    })
  })

  test('a setting for the host is told by its whole name', async () => {
    const key = 'http.https://example.com.sslverify'
    const entries: Entry[] = [
      ['global', `file:${file}`, 'http.sslverify', 'true'],
      ['local', 'file:.git/config', key, 'no'],
    ]
    const files = { '/code/project/.git/config': '[http "https://example.com"] sslVerify = no\n' }
    const { settings } = await readGitConfig(machine(entries, { 'http.sslverify': 'no' }, files), target, url)
    expect(settings['git http.sslVerify']).toEqual({
      name: 'http.https://example.com.sslVerify',
      value: 'false',
      place: '.git/config:1',
      unset: `git config --local --unset-all ${key}`,
    })
  })

  test('entries of the environment have no file', async () => {
    const entries: Entry[] = [['command', 'command line:', 'http.proxy', 'http://p:1']]
    const { settings } = await readGitConfig(machine(entries, { 'http.proxy': 'http://p:1' }), target, url)
    expect(settings['git http.proxy']).toEqual({
      name: 'http.proxy',
      value: 'http://p:1',
      place: 'the variables GIT_CONFIG_*',
    })
  })

  test('remarks on what is no setting, and on a remote for this host', async () => {
    const entries: Entry[] = [
      ['global', 'file:/etc/x', 'https.proxy', 'http://p:1'],
      ['local', 'file:.git/config', 'remote.origin.url', 'https://example.com/a.git'],
      ['local', 'file:.git/config', 'remote.origin.proxy', 'http://u:secret@q:1'],
      ['local', 'file:.git/config', 'remote.other.url', 'git@example.com:a.git'],
      ['local', 'file:.git/config', 'remote.other.proxy', 'http://q:1'],
    ]
    const { remarks } = await readGitConfig(machine(entries, {}), target, url)
    expect(remarks).toEqual([
      {
        text: 'https.proxy in /etc/x is no setting of git’s: http.proxy serves https too',
        fix: 'git config --file /etc/x --unset-all https.proxy',
      },
      {
        text: 'for the remote origin, remote.origin.proxy in .git/config decides',
        fix: 'git config --local --unset-all remote.origin.proxy',
      },
    ])
  })

  test('a git that does not answer is told, one that knows nothing is not', async () => {
    const { settings, remarks } = await readGitConfig(fileMachine({}), target, url)
    expect(settings).toEqual({})
    expect(remarks.map(({ text }) => text)).toEqual(['git does not answer: what its config says is not known'])
    const silent = fileMachine({}, { ask: async () => '' })
    expect(await readGitConfig(silent, target, url)).toEqual({ settings: {}, remarks: [] })
  })
})

const file = (text: string) => ({ '.gitconfig': text })
const env = { http_proxy: 'http://ENV' }
testConfigs(git, {
  'http.proxy wins': { files: file('[http]\n proxy = http://FILE\n'), env },
  'http.<url>.proxy wins over http.proxy': {
    files: file('[http]\n proxy = http://ENV\n[http "http://www.example.invalid"]\n proxy = http://FILE\n'),
  },
  'of another host': { files: file('[http "http://other.test"]\n proxy = http://FILE\n'), env },
  empty: { files: file('[http]\n proxy =\n'), env },
  'https.proxy': { files: file('[https]\n proxy = http://FILE\n'), env },
  'NO_PROXY holds': { files: file('[http]\n proxy = http://FILE\n'), env: { NO_PROXY: 'example.invalid' } },
  included: { files: { ...file('[include]\n path = more\n'), more: '[http]\n proxy = http://FILE\n' }, env },
  'in XDG_CONFIG_HOME': {
    files: { 'x/git/config': '[http]\n proxy = http://FILE\n' },
    env: { ...env, XDG_CONFIG_HOME: '~/x' },
  },
})
testVerification(git, {
  plain: { files: {} },
  'sslVerify = off': { files: file('[http]\n sslVerify = off\n') },
  'sslVerify for another host': { files: file('[http "https://other.test"]\n sslVerify = off\n') },
  'GIT_SSL_NO_VERIFY=0': { files: file('[http]\n sslVerify = true\n'), env: { GIT_SSL_NO_VERIFY: '0' } },
  'GIT_SSL_NO_VERIFY=': { files: {}, env: { GIT_SSL_NO_VERIFY: '' } },
})
