/** What each client that is here will do for one URL, and what contradicts. */
import { isAbsolute, join } from 'node:path'
import { certificates } from '../../../clients/bundle.ts'
import { chooseFor } from '../../../clients/choose.ts'
import type { ClientChoice } from '../../../clients/choose.ts'
import type { Client, ClientTarget } from '../../../clients/client.ts'
import { findingsFor } from '../../../clients/findings.ts'
import type { CaFileFacts, Finding } from '../../../clients/findings.ts'
import { clients } from '../../../clients/index.ts'
import { noConfig } from '../../../clients/setting.ts'
import type { ConfigMachine, OwnConfig } from '../../../clients/setting.ts'
import { isLoopback } from '../../../kit/ip.ts'
import { worst } from './check.ts'
import type { Mark } from './check.ts'
import { withoutLogin } from './variables.ts'

export type ClientReport = ClientChoice & {
  id: string
  title: string
  mark: Mark
  findings: Finding[]
  store: string
  quirks: readonly string[]
  source: string
}

export async function reportClients(
  target: ClientTarget,
  url: string,
  machine: ConfigMachine,
  ca: { pem?: string; trusted: boolean },
): Promise<{ here: ClientReport[]; absent: string[] }> {
  const { env } = machine
  const [dialect, ...looked] = await Promise.all([
    curlDialect(machine),
    ...clients.map(async (client) => ({
      client,
      // Both at once: each may start a program.
      found: await Promise.all([isHere(client, machine), readConfig(client, target, url, machine)]),
    })),
  ])
  const here = looked.flatMap(({ client, found: [present, config] }) =>
    present ? [{ client: ['curl', 'git'].includes(client.id) ? withDialect(client, dialect) : client, config }] : [],
  )
  const choices = here.map(({ client, config }) => chooseFor(client, target, env, config.settings))
  const files = await readCaFiles(choices, machine, ca.pem)
  return {
    here: here.map(({ client, config }, index) => {
      const choice = choices[index]!
      const findings = [
        ...findingsFor(client, target, env, (file) => files.get(file), config.settings),
        ...distrust(choice, ca, (file) => files.get(file)),
        ...config.remarks.map((remark): Finding => ({ mark: 'warn', ...remark })),
      ]
      return report(client, choice, findings, machine)
    }),
    absent: looked.filter(({ found: [present] }) => !present).map(({ client }) => client.title),
  }
}

function report(client: Client, choice: ClientChoice, findings: Finding[], { env }: ConfigMachine): ClientReport {
  const { id, title, quirks, source } = client
  const store = client.storeBy?.(env) ?? client.store
  return { id, title, mark: worst(findings.map(({ mark }) => mark)), ...shown(choice), findings, store, quirks, source }
}

/** A config that cannot be read is as good as none. */
async function readConfig(
  client: Client,
  target: ClientTarget,
  url: string,
  machine: ConfigMachine,
): Promise<OwnConfig> {
  if (!client.readConfig || !(await isOnPath(client, machine))) return noConfig
  return client.readConfig(machine, target, url)
}

function shown(choice: ClientChoice): ClientChoice {
  const { proxy } = choice
  return proxy ? { ...choice, proxy: { ...proxy, value: withoutLogin(proxy.value) } } : choice
}

/** Through a proxy on this machine, which may well be us, to certificates it will not accept. */
function distrust(
  { route, proxy, trust, unverified }: ClientChoice,
  ca: { pem?: string; trusted: boolean },
  files: (file: string) => CaFileFacts | undefined,
): Finding[] {
  if (route !== 'proxy' || !proxy || unverified || ca.pem === undefined || ca.trusted) return []
  const host = /^(?:[a-z0-9+.-]+:\/\/)?(?:[^@/]*@)?(\[[^\]]*\]|[^:/]*)/i.exec(proxy.value)?.[1] ?? ''
  if (!isLoopback(host.replace(/^\[|\]$/g, '')) || (trust && (trust.keystore || files(trust.file)?.ours))) return []
  const text = 'if that proxy is Middlebox: its CA is not trusted here'
  return [{ mark: 'warn', text, fix: 'eval "$(middlebox ca env)"' }]
}

async function readCaFiles(
  choices: readonly ClientChoice[],
  machine: ConfigMachine,
  pem: string | undefined,
): Promise<Map<string, CaFileFacts>> {
  const own = pem === undefined ? undefined : bare(pem)
  const found = new Map<string, CaFileFacts>()
  for (const file of new Set(choices.flatMap(({ trust }) => (trust ? [trust.file] : [])))) {
    const text = await machine.read(isAbsolute(file) ? file : join(machine.cwd, file))
    if (text === undefined) continue
    const blocks = certificates(text)
    found.set(file, { certificates: blocks.length, ours: blocks.some((block) => bare(block) === own) })
  }
  return found
}

function bare(pem: string): string {
  return pem.replace(/\s/g, '')
}

async function isHere(client: Client, machine: ConfigMachine): Promise<boolean> {
  for (const command of client.commands) {
    if ((await machine.find(command)) === undefined) continue
    if (!client.library) return true
    const [program, ...args] = client.library
    return (await machine.ask(program, args))?.trim() === 'yes'
  }
  return false
}

async function isOnPath({ commands }: Client, { find }: ConfigMachine): Promise<boolean> {
  for (const command of commands) if ((await find(command)) !== undefined) return true
  return false
}

async function curlDialect(machine: ConfigMachine): Promise<'curl' | 'curl-before-8.9'> {
  const [, major, minor] = /libcurl\/(\d+)\.(\d+)/.exec((await machine.ask('curl', ['--version'])) ?? '') ?? []
  if (major === undefined) return 'curl'
  return Number(major) < 8 || (Number(major) === 8 && Number(minor) < 9) ? 'curl-before-8.9' : 'curl'
}

function withDialect(client: Client, dialect: Client['exceptions']['dialect']): Client {
  return { ...client, exceptions: { ...client.exceptions, dialect } }
}
