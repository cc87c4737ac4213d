/**
 * Asks an installed client whom it heeds: its config files name one proxy, its variables another, and the one it comes to
 * must be the one that was read from the same files. Likewise for certificates, before a server whose nobody knows.
 */
import { spawn } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import type { AddressInfo, Server } from 'node:net'
import { createServer as createTlsServer } from 'node:https'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { configMachine } from '../../src/cli/config-machine.ts'
import { chooseFor } from '../../src/clients/choose.ts'
import type { ClientChoice } from '../../src/clients/choose.ts'
import type { Client } from '../../src/clients/client.ts'
import { makeTemporaryDirectory } from '../../src/kit/files.ts'
import { selfSigned } from './certificates.ts'
import { curlDialect, isInstalled, npmView, quiet } from './client-probe.ts'

/** In contents and values, `FILE` stands for the listener that configs name, `ENV` for that of the variables. */
export type ConfigCase = {
  files: Readonly<Record<string, string>>
  env?: Readonly<Record<string, string>>
  url?: string
}

const plain = 'http://www.example.invalid/'

const commands: Record<string, (url: string) => string[]> = {
  curl: (url) => ['curl', '-s', '-m', '3', url],
  git: (url) => ['git', 'ls-remote', `${url}x.git`],
  wget: (url) => ['wget', '-q', '-t1', '-T3', '-O-', url],
  npm: (url) => ['npm', ...npmView(url)],
  // Without https it goes nowhere unless the host is trusted, which a test of trust cannot have.
  pip: (url) => [
    ...['pip', 'download', 'nosuch', '--no-cache-dir', '--retries=0', '--timeout=3', '--index-url', url],
    ...(url === plain ? ['--trusted-host', new URL(url).hostname] : []),
  ],
  cargo: (url) => ['cargo', 'search', 'x', '--index', `sparse+${url}`],
}

/** Where the client goes, and what was said of it. */
export function testConfigs(client: Client, cases: Readonly<Record<string, ConfigCase>>): void {
  testEach(client, Object.keys(cases), async (name) => {
    const given = cases[name]!
    const url = given.url ?? plain
    await using folder = await makeTemporaryDirectory()
    const seen: string[] = []
    const ports = { FILE: 0, ENV: 0 }
    const servers = (['FILE', 'ENV'] as const).map((who) => ({ who, server: listener(() => seen.push(who)) }))
    for (const { who, server } of servers) ports[who] = await listen(server)
    const fill = (text: string) => text.replace(/\b(FILE|ENV)\b/g, (who) => `127.0.0.1:${ports[who as 'FILE' | 'ENV']}`)
    const { env, choice } = await stage(client, folder.path, given, url, fill)
    await start(commands[client.id]!(url), env, folder.path)
    for (const { server } of servers) await close(server)
    const said = choice.route === 'proxy' ? (choice.proxy?.value.includes(fill('FILE')) ? 'FILE' : 'ENV') : 'direct'
    expect({ name, said }).toEqual({ name, said: seen[0] ?? 'direct' })
  })
}

/** Whether it takes a certificate that nobody vouches for, and what was said of that. */
export function testVerification(client: Client, cases: Readonly<Record<string, ConfigCase>>): void {
  testEach(client, Object.keys(cases), async (name) => {
    await using folder = await makeTemporaryDirectory()
    let seen = false
    const server = createTlsServer(selfSigned({ names: ['localhost'] }), (_, response) => {
      seen = true
      response.end('{}')
    })
    const url = `https://localhost:${await listen(server)}/`
    const { env, choice } = await stage(client, folder.path, cases[name]!, url, (text) => text)
    await start(commands[client.id]!(url), env, folder.path)
    server.closeAllConnections()
    await close(server)
    expect({ name, accepts: choice.unverified !== undefined }).toEqual({ name, accepts: seen })
  })
}

function testEach(client: Client, names: readonly string[], run: (name: string) => Promise<void>): void {
  const [command = ''] = commands[client.id]!(plain)
  const title = `the installed ${client.title} heeds its config as is said of it`
  const skip = !isInstalled(command) || process.platform === 'win32'
  test.skipIf(skip)(skip ? `${title}: skipped, no ${command} on PATH` : title, { timeout: 60_000 }, async () => {
    // Two at a time is what a small machine can do.
    const waiting = [...names]
    const worker = async () => {
      for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) await run(name)
    }
    await Promise.all([worker(), worker()])
  })
}

async function stage(
  client: Client,
  home: string,
  { files, env: given = {} }: ConfigCase,
  url: string,
  fill: (text: string) => string,
): Promise<{ env: Record<string, string>; choice: ClientChoice }> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(home, name)), { recursive: true })
    await writeFile(join(home, name), fill(text))
  }
  const env = {
    ...quiet,
    PATH: process.env['PATH'] ?? '',
    HOME: home,
    CARGO_HOME: join(home, '.cargo'),
    GIT_CONFIG_NOSYSTEM: '1',
    npm_config_globalconfig: join(home, 'none'),
    ...Object.fromEntries(Object.entries(given).map(([name, value]) => [name, fill(value).replaceAll('~', home)])),
  }
  const { protocol, hostname, port } = new URL(url)
  const scheme = protocol === 'https:' ? 'https' : 'http'
  const target = { scheme, host: hostname, port: Number(port) || (scheme === 'https' ? 443 : 80) } as const
  const machine = configMachine({ env, home: () => home, cwd: () => home, platform: process.platform })
  const config = await client.readConfig!(machine, target, url)
  const dialect = ['curl', 'git'].includes(client.id) ? curlDialect() : client.exceptions.dialect
  const tried = { ...client, exceptions: { ...client.exceptions, dialect } }
  return { env, choice: chooseFor(tried, target, env, config.settings) }
}

function listener(seen: () => void): Server {
  return createServer((socket) => {
    seen()
    socket.on('error', () => {})
    socket.destroy()
  })
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

async function close(server: Server): Promise<void> {
  await new Promise((resolve) => server.close(resolve))
}

function start([command = '', ...args]: string[], env: Record<string, string>, cwd: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { env, cwd, stdio: 'ignore', timeout: 20_000 })
    child.once('error', reject)
    child.once('close', () => resolve())
  })
}
