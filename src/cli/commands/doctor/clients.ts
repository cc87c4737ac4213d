/** What each client that is here will do for one URL, and what contradicts. */
import { isAbsolute, join } from 'node:path'
import { certificates } from '../../../clients/bundle.ts'
import { chooseFor } from '../../../clients/choose.ts'
import type { ClientChoice } from '../../../clients/choose.ts'
import type { Client, ClientTarget } from '../../../clients/client.ts'
import { caFilesIn } from '../../../clients/environment.ts'
import { findingsFor } from '../../../clients/findings.ts'
import type { CaFileFacts, Finding } from '../../../clients/findings.ts'
import { clients } from '../../../clients/index.ts'
import type { Variables } from '../../../kit/environment.ts'
import { isLoopback } from '../../../kit/ip.ts'
import { worst } from './check.ts'
import type { Mark } from './check.ts'
import { withoutLogin } from './variables.ts'

export type ClientMachine = {
  env: Variables
  cwd: string
  /** Whether a program of this name is on PATH. */
  has(command: string): Promise<boolean>
  read(path: string): Promise<string | undefined>
  /** What a program prints; undefined when it cannot be started. */
  ask(command: string, args: readonly string[]): Promise<string | undefined>
}

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
  machine: ClientMachine,
  ca: { pem?: string; trusted: boolean },
): Promise<{ here: ClientReport[]; absent: string[] }> {
  const { env } = machine
  const files = await readCaFiles(machine, ca.pem)
  const present = await Promise.all(clients.map((client) => isHere(client, machine)))
  const dialect = await curlDialect(machine)
  const here = clients
    .filter((_, index) => present[index])
    .map((client) => (['curl', 'git'].includes(client.id) ? withDialect(client, dialect) : client))
    .map((client): ClientReport => {
      const choice = chooseFor(client, target, env)
      const findings = [
        ...findingsFor(client, target, env, (file) => files.get(file)),
        ...distrust(choice, ca, (file) => files.get(file)),
      ]
      const { id, title, store, quirks, source } = client
      return {
        id,
        title,
        mark: worst(findings.map(({ mark }) => mark)),
        ...shown(choice),
        findings,
        store,
        quirks,
        source,
      }
    })
  return { here, absent: clients.filter((_, index) => !present[index]).map(({ title }) => title) }
}

function shown(choice: ClientChoice): ClientChoice {
  const { proxy } = choice
  return proxy ? { ...choice, proxy: { ...proxy, value: withoutLogin(proxy.value) } } : choice
}

/** Through a proxy on this machine, which may well be us, to certificates it will not accept. */
function distrust(
  { route, proxy, trust }: ClientChoice,
  ca: { pem?: string; trusted: boolean },
  files: (file: string) => CaFileFacts | undefined,
): Finding[] {
  if (route !== 'proxy' || !proxy || ca.pem === undefined || ca.trusted) return []
  const host = /^(?:[a-z0-9+.-]+:\/\/)?(?:[^@/]*@)?(\[[^\]]*\]|[^:/]*)/i.exec(proxy.value)?.[1] ?? ''
  if (!isLoopback(host.replace(/^\[|\]$/g, '')) || (trust && files(trust.file)?.ours)) return []
  const text = 'if that proxy is Middlebox: its CA is not trusted here'
  return [{ mark: 'warn', text, fix: 'eval "$(middlebox ca env)"' }]
}

async function readCaFiles(machine: ClientMachine, pem: string | undefined): Promise<Map<string, CaFileFacts>> {
  const own = pem === undefined ? undefined : bare(pem)
  const found = new Map<string, CaFileFacts>()
  for (const file of caFilesIn(machine.env)) {
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

async function isHere(client: Client, machine: ClientMachine): Promise<boolean> {
  for (const command of client.commands) {
    if (!(await machine.has(command))) continue
    if (!client.library) return true
    const [program, ...args] = client.library
    return (await machine.ask(program, args))?.trim() === 'yes'
  }
  return false
}

async function curlDialect(machine: ClientMachine): Promise<'curl' | 'curl-before-8.9'> {
  const [, major, minor] = /libcurl\/(\d+)\.(\d+)/.exec((await machine.ask('curl', ['--version'])) ?? '') ?? []
  if (major === undefined) return 'curl'
  return Number(major) < 8 || (Number(major) === 8 && Number(minor) < 9) ? 'curl-before-8.9' : 'curl'
}

function withDialect(client: Client, dialect: Client['exceptions']['dialect']): Client {
  return { ...client, exceptions: { ...client.exceptions, dialect } }
}
