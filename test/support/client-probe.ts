/**
 * Asks an installed client where it would connect: a listener plays the proxy, the client is started with an
 * environment of its own, and whether it came to the listener is the answer.
 */
import { spawn, spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { expect, test } from 'vitest'
import { chooseFor } from '../../src/clients/choose.ts'
import type { Client } from '../../src/clients/client.ts'

/** `slow`: takes half a second to start, so it is asked less. */
type Probe = { command: string; args(url: string): string[]; slow?: true }

/** The shortest that npm can be asked to ask of a registry. */
export function npmView(registry: string): string[] {
  return ['view', 'x', '--registry', registry, '--fetch-retries=0', '--fetch-timeout=3000', '--no-update-notifier']
}

const python = (body: string): Probe => ({
  command: 'python3',
  slow: true,
  args: (url) => ['-c', body.replaceAll('URL', JSON.stringify(url))],
})

const probes: Record<string, Probe> = {
  curl: { command: 'curl', args: (url) => ['-q', '-s', '-m', '3', url] },
  git: { command: 'git', args: (url) => ['ls-remote', `${url}x.git`] },
  wget: { command: 'wget', args: (url) => ['-q', '--no-config', '-t1', '-T3', '-O-', url] },
  'node-http': {
    command: process.execPath,
    args: (url) => ['-e', `require('${new URL(url).protocol.slice(0, -1)}').get('${url}').on('error', () => {})`],
  },
  'node-fetch': { command: process.execPath, args: (url) => ['-e', `fetch('${url}').catch(() => {})`] },
  npm: {
    command: 'npm',
    slow: true,
    args: npmView,
  },
  'python-requests': python('import requests; requests.get(URL, timeout=3)'),
  'python-urllib': python('import urllib.request as u; u.urlopen(URL, timeout=3)'),
  aws: {
    command: 'aws',
    args: (url) => ['s3api', 'list-buckets', '--endpoint-url', url, '--no-sign-request', '--region', 'x'],
    slow: true,
  },
  cargo: { command: 'cargo', args: (url) => ['search', 'x', '--index', `sparse+${url}`] },
  perl: {
    command: 'perl',
    args: (url) => ['-MLWP::UserAgent', '-e', `LWP::UserAgent->new(timeout => 3, env_proxy => 1)->get('${url}')`],
  },
}

export function isInstalled(command: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((directory) => {
    try {
      accessSync(join(directory, command), constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}

/** Tools that would ask, retry, or keep something in the user's home. */
export const quiet = {
  GIT_TERMINAL_PROMPT: '0',
  AWS_MAX_ATTEMPTS: '1',
  CARGO_NET_RETRY: '0',
  ...Object.fromEntries(['CARGO_HOME', 'RUSTUP_HOME', 'PYENV_ROOT'].flatMap((name) => homeOf(name))),
}

/** Shims of version managers find their programs through these, which HOME would have told them. */
function homeOf(name: string): [string, string][] {
  const folder = join(process.env['HOME'] ?? '', `.${name.split('_')[0]!.toLowerCase()}`)
  return [[name, process.env[name] ?? folder]]
}

/** Runs `args` of the probe with only these variables; `PROXY` in their values stands for the listener's host:port. */
async function ask(probe: Probe, url: string, env: Record<string, string>): Promise<'proxy' | 'direct'> {
  let seen = false
  const server = createServer((socket) => {
    seen = true
    socket.on('error', () => {})
    socket.destroy()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const filled = Object.entries(env).map(([name, value]) => [name, value.replaceAll('PROXY', `127.0.0.1:${port}`)])
  const home = await mkdtemp(join(tmpdir(), 'middlebox-home-'))
  await new Promise<void>((resolve, reject) => {
    const child = spawn(probe.command, probe.args(url), {
      env: { PATH: process.env['PATH'], HOME: home, ...quiet, ...Object.fromEntries(filled) },
      stdio: 'ignore',
      timeout: 20_000,
    })
    child.once('error', reject)
    child.once('close', () => resolve())
  })
  await new Promise((resolve) => server.close(resolve))
  await rm(home, { recursive: true, force: true })
  return seen ? 'proxy' : 'direct'
}

/** Each row is a URL and an environment on which at least two clients disagree; the first ones are for slow clients too. */
const plain = 'http://www.example.invalid/'
const secure = 'https://www.example.invalid/'
const p = 'http://PROXY'
const cases: [url: string, env: Record<string, string>][] = [
  [plain, { HTTP_PROXY: p }],
  [plain, { ALL_PROXY: p }],
  [secure, { HTTPS_PROXY: p }],
  [plain, { http_proxy: p, NO_PROXY: 'a.test,example.invalid' }],
  [plain, { http_proxy: p, no_proxy: '*.example.invalid' }],
  [plain, { http_proxy: p, no_proxy: 'a.test example.invalid' }],
  [plain, { HTTPS_PROXY: p }],
  [secure, { http_proxy: p }],
  [plain, { http_proxy: p, no_proxy: '.www.example.invalid' }],
  [plain, { http_proxy: p, no_proxy: 'ample.invalid' }],
  [plain, { http_proxy: p, no_proxy: 'WWW.EXAMPLE.INVALID' }],
  [plain, { http_proxy: p, no_proxy: 'a.test,*' }],
  ['http://www.example.invalid:8081/', { http_proxy: p, no_proxy: 'www.example.invalid:8081' }],
  ['http://127.1.2.3:8081/', { http_proxy: p, no_proxy: '127.0.0.0/8' }],
  ['http://127.1.2.3:8081/', { http_proxy: p, no_proxy: '127.1.2.0-127.1.2.9' }],
  ['http://[::1]:8081/', { http_proxy: p, no_proxy: '::1' }],
]
const slowCases = 6

/** A test that starts the installed client, and one that says so when it is missing. */
export function testLive(client: Client): void {
  const probe = probes[client.id]!
  const missing = whatIsMissing(client, probe)
  const title = `the installed ${client.title} does what is said of it`
  test.skipIf(missing !== undefined)(
    missing ? `${title}: skipped, ${missing}` : title,
    { timeout: 60_000 },
    async () => {
      const needs = client.proxy.needs ? { [client.proxy.needs.name]: client.proxy.needs.value } : {}
      const { dialect } = client.exceptions
      const tried = {
        ...client,
        exceptions: { ...client.exceptions, dialect: ['curl', 'git'].includes(client.id) ? curlDialect() : dialect },
      }
      const asked = (probe.slow ? cases.slice(0, slowCases) : cases).map(async ([url, env]) => {
        const { protocol, hostname, port } = new URL(url)
        const scheme = protocol === 'https:' ? 'https' : 'http'
        const host = hostname.replace(/^\[|\]$/g, '')
        const target = { scheme, host, port: Number(port) || (scheme === 'https' ? 443 : 80) } as const
        const { route } = chooseFor(tried, target, { ...env, ...needs })
        return { name: `${url} ${JSON.stringify(env)}`, said: route, done: await ask(probe, url, { ...env, ...needs }) }
      })
      const answers = await Promise.all(asked)
      expect(answers.filter(({ said, done }) => said !== done)).toEqual([])
    },
  )
}

function whatIsMissing(client: Client, { command }: Probe): string | undefined {
  if (command !== process.execPath && !isInstalled(command)) return `no ${command} on PATH`
  const [program, ...args] = client.library ?? []
  if (program === undefined || String(spawnSync(program, args).stdout).trim() === 'yes') return undefined
  return `no ${client.title} installed`
}

export function curlDialect(): 'curl' | 'curl-before-8.9' {
  const [, major = 0, minor = 0] = /libcurl\/(\d+)\.(\d+)/.exec(String(spawnSync('curl', ['--version']).stdout)) ?? []
  return Number(major) > 8 || (Number(major) === 8 && Number(minor) >= 9) ? 'curl' : 'curl-before-8.9'
}
