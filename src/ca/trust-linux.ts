/** The system's trust store on Linux: a directory of anchors and a command that rebuilds the bundles from it. */
import { MiddleboxError } from '../model/errors.ts'
import type { Machine } from './machine.ts'
import type { Anchor } from './anchor.ts'
import type { TrustAction, TrustPlan, TrustStep } from './trust-plan.ts'

type AnchorStore = {
  /** Whose system it is. */
  system: string
  directory: string
  update: readonly string[]
  /** Where removal needs another command than addition. */
  updateAfterRemoval?: readonly string[]
}

/** In the order they are looked for: SUSE and RHEL derivatives may have Debian's directory too. */
const anchorStores: readonly AnchorStore[] = [
  { system: 'Fedora, RHEL', directory: '/etc/pki/ca-trust/source/anchors', update: ['update-ca-trust', 'extract'] },
  { system: 'openSUSE, SLES', directory: '/etc/pki/trust/anchors', update: ['update-ca-certificates'] },
  { system: 'Arch', directory: '/etc/ca-certificates/trust-source/anchors', update: ['update-ca-trust', 'extract'] },
  {
    system: 'Debian, Ubuntu, Alpine',
    directory: '/usr/local/share/ca-certificates',
    update: ['update-ca-certificates'],
    updateAfterRemoval: ['update-ca-certificates', '--fresh'],
  },
]

/** The bundles that those commands write; the first that is there is what the system's programs read. */
export const systemBundles = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/ssl/cert.pem',
]

export async function linuxSteps(action: TrustAction, anchor: Anchor, machine: Machine): Promise<TrustPlan> {
  const store = await findStore(machine)
  if (!store)
    throw new MiddleboxError(
      'trust_failed',
      `Expected one of ${anchorStores.map(({ directory }) => directory).join(', ')}, got none of them`,
      'Install the package ca-certificates, or trust the CA per process: middlebox ca env',
    )
  const { directory, update, updateAfterRemoval = update } = store
  const target = `${directory}/${anchor.fileName}`
  const rebuild = 'Rebuild the bundles that programs read'
  const notes = ['Chrome and Firefox read stores of their own: the same command with --nss.']
  if (action === 'trust') {
    const copy = `Copy the certificate to where ${store.system} keep added roots`
    const install = asRoot(machine, copy, ['install', '-m', '0644', anchor.certFile, target])
    return { steps: [install, asRoot(machine, rebuild, update)], notes }
  }
  if (!(await machine.isThere(target))) return { steps: [], notes }
  const remove = asRoot(machine, 'Remove the certificate from the added roots', ['rm', '-f', target])
  return { steps: [remove, asRoot(machine, rebuild, updateAfterRemoval)], notes }
}

async function findStore(machine: Machine): Promise<AnchorStore | undefined> {
  for (const store of anchorStores) if (await machine.isThere(store.directory)) return store
  return undefined
}

function asRoot(machine: Machine, why: string, words: readonly string[]): TrustStep {
  const [command, ...args] = machine.superuser ? words : ['sudo', ...words]
  return { command: command!, args, why }
}
