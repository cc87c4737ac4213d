/** Whether the root is trusted now, store by store, found out by reading only. */
import type { Machine } from './machine.ts'
import { systemBundles } from './trust-linux.ts'
import { findNssDatabases } from './trust-nss.ts'
import type { Anchor } from './anchor.ts'

export type StoreState = {
  /** The system's store, or the path of a database. */
  store: string
  /** Undefined when it cannot be told; `reason` says why. */
  trusted: boolean | undefined
  reason?: string
}

export async function trustState(anchor: Anchor, machine: Machine): Promise<StoreState[]> {
  switch (machine.platform) {
    case 'linux':
      return [await linuxState(anchor, machine), ...(await nssStates(anchor, machine))]
    case 'darwin': {
      const args = ['verify-cert', '-q', '-L', '-l', '-c', anchor.certFile]
      return [await asked('keychain', machine, 'security', args), ...(await nssStates(anchor, machine))]
    }
    case 'win32':
      return [await asked('user root store', machine, 'certutil', ['-user', '-verifystore', 'Root', anchor.sha1])]
    default:
      return [
        { store: 'system', trusted: undefined, reason: `the trust store of ${machine.platform} is not known here` },
      ]
  }
}

async function linuxState(anchor: Anchor, machine: Machine): Promise<StoreState> {
  const body = anchor.certificate.raw.toString('base64')
  for (const bundle of systemBundles) {
    const text = await machine.read(bundle)
    if (text !== undefined) return { store: bundle, trusted: text.replace(/\s/g, '').includes(body) }
  }
  return { store: 'system', trusted: undefined, reason: `none of ${systemBundles.join(', ')} can be read` }
}

function nssStates(anchor: Anchor, machine: Machine): Promise<StoreState[]> {
  const state = async (database: string): Promise<StoreState> => {
    const answer = await machine.ask('certutil', ['-L', '-d', `sql:${database}`])
    if (!answer || answer.code !== 0) return { store: database, trusted: undefined, reason: noCertutil }
    // A line is the nickname, blanks, and the trust flags for servers, mail and code: `C,,`.
    const line = answer.stdout.split('\n').find((each) => each.startsWith(`${anchor.name} `))
    const [servers = ''] = (line?.trimEnd().split(/\s+/).at(-1) ?? '').split(',')
    return { store: database, trusted: servers.includes('C') }
  }
  return findNssDatabases(machine).then((databases) => Promise.all(databases.map(state)))
}

/** Where to get the program that NSS databases are read and written with. */
export const noCertutil = "it takes NSS's certutil (package libnss3-tools, nss-tools, or nss)"

async function asked(store: string, machine: Machine, command: string, args: readonly string[]): Promise<StoreState> {
  const answer = await machine.ask(command, args)
  return answer ? { store, trusted: answer.code === 0 } : { store, trusted: undefined, reason: `no program ${command}` }
}
