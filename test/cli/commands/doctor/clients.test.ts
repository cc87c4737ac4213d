import { describe, expect, test } from 'vitest'
import { reportClients } from '../../../../src/cli/commands/doctor/clients.ts'
import type { ConfigMachine } from '../../../../src/clients/setting.ts'

const https = { scheme: 'https', host: 'example.com', port: 443 } as const
const ours = '-----BEGIN CERTIFICATE-----\nb3Vycw==\n-----END CERTIFICATE-----\n'

function machine(given: Partial<ConfigMachine>): ConfigMachine {
  return {
    env: {},
    home: '/home/me',
    cwd: '/here',
    platform: 'linux',
    find: async () => undefined,
    read: async () => undefined,
    ask: async () => undefined,
    ...given,
  }
}

const only = (...commands: string[]) => ({
  find: async (command: string) => (commands.includes(command) ? `/usr/bin/${command}` : undefined),
})
const url = 'https://example.com'

test('clients that are here are reported, the others named', async () => {
  const { here, absent } = await reportClients(https, url, machine(only('curl', 'go')), { trusted: false })
  expect(here.map(({ id, mark, route }) => ({ id, mark, route }))).toEqual([
    { id: 'curl', mark: 'ok', route: 'direct' },
    { id: 'go', mark: 'ok', route: 'direct' },
  ])
  expect(absent).toContain('Deno')
})

test('a library counts only where it is installed', async () => {
  const ask = async (_: string, args: readonly string[]) => (args.join(' ').includes('requests') ? 'yes\n' : 'no\n')
  const { here } = await reportClients(https, url, machine({ ...only('python3'), ask }), { trusted: false })
  expect(here.map(({ id }) => id)).toEqual(['python-requests', 'python-urllib'])
})

test('the version of curl decides how it reads blanks', async () => {
  const env = { https_proxy: 'http://p:1', NO_PROXY: 'a.test example.com' }
  const route = async (version: string) => {
    const ask = async () => `curl ${version} (x) libcurl/${version} OpenSSL/3\n`
    return (await reportClients(https, url, machine({ ...only('curl'), env, ask }), { trusted: false })).here[0]?.route
  }
  expect(await route('7.88.1')).toBe('direct')
  expect(await route('8.8.0')).toBe('direct')
  expect(await route('8.9.0')).toBe('proxy')
})

test('a login is not shown', async () => {
  const env = { https_proxy: 'http://u:secret@p:1', NODE_USE_ENV_PROXY: '1' }
  const report = await reportClients(
    https,
    url,
    machine({ find: async (command: string) => `/usr/bin/${command}`, ask: async () => 'yes', env }),
    {
      trusted: false,
    },
  )
  expect(JSON.stringify(report)).not.toContain('secret')
})

test('configs of clients that are here are read, and remarks on them told', async () => {
  const listed =
    'global\0file:/home/me/.gitconfig\0http.proxy\nhttp://u:secret@p:1\0global\0file:/g\0https.proxy\nhttp://q:1\0'
  const asked: string[] = []
  const ask = async (command: string, args: readonly string[]) => {
    asked.push(command)
    return args.includes('--get-urlmatch')
      ? 'http.proxy\nhttp://u:secret@p:1\0'
      : command === 'git'
        ? listed
        : undefined
  }
  const env = { https_proxy: 'http://other:1' }
  const { here } = await reportClients(https, url, machine({ ...only('git'), ask, env }), { trusted: false })
  expect(here[0]).toMatchObject({
    mark: 'warn',
    route: 'proxy',
    because: 'http.proxy in ~/.gitconfig',
    proxy: { name: 'http.proxy', value: 'http://***@p:1', place: '~/.gitconfig' },
  })
  expect(here[0]?.findings.map(({ text }) => text)).toEqual([
    'https_proxy is not used: http.proxy in ~/.gitconfig decides',
    'https.proxy in /g is no setting of git’s: http.proxy serves https too',
  ])
  expect(JSON.stringify(here)).not.toContain('secret')
  await reportClients(https, url, machine({ ask: async (command) => void asked.push(`absent ${command}`) }), {
    trusted: false,
  })
  expect(asked).not.toContain('absent git')
})

describe('trust in us', () => {
  const env = { https_proxy: 'http://localhost:8080' }
  const texts = async (given: Partial<ConfigMachine>, ca: { pem?: string; trusted: boolean }) => {
    const { here } = await reportClients(https, url, machine({ ...only('curl'), env, ...given }), ca)
    return here[0]?.findings.map(({ text }) => text)
  }
  const warning = ['if that proxy is Middlebox: its CA is not trusted here']

  test('is missed where a proxy on this machine may be us', async () => {
    expect(await texts({}, { pem: ours, trusted: false })).toEqual(warning)
    expect(await texts({}, { pem: ours, trusted: true })).toEqual([])
    expect(await texts({}, { trusted: false })).toEqual([])
    expect(await texts({ env: { https_proxy: 'http://proxy.corp:8080' } }, { pem: ours, trusted: false })).toEqual([])
  })

  test('is not asked for where any certificate will do', async () => {
    const read = async (path: string) => (path === '/home/me/.curlrc' ? 'insecure\n' : undefined)
    expect(await texts({ read }, { pem: ours, trusted: false })).toEqual([
      'accepts any certificate: insecure=true in ~/.curlrc:1',
    ])
  })

  test('is there when the CA file in force holds our CA, wherever the variable’s path starts', async () => {
    const set = { ...env, CURL_CA_BUNDLE: 'ca.pem' }
    const read = async (path: string) => (path === '/here/ca.pem' ? ours : undefined)
    expect(await texts({ env: set, read }, { pem: ours, trusted: false })).toEqual([])
  })
})
