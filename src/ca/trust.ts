/**
 * What it takes to make a machine trust the root, or stop: the very commands, as data, so that they can be shown before
 * they run. Nothing here runs anything.
 */
import { MiddleboxError } from '../model/errors.ts'
import type { Anchor } from './anchor.ts'
import { linuxSteps } from './trust-linux.ts'
import type { Machine } from './machine.ts'
import { nssSteps } from './trust-nss.ts'
import type { TrustAction, TrustPlan, TrustStep } from './trust-plan.ts'

/** The steps for the system's store, or with `nss` for the databases of Chrome and Firefox of this user instead. */
export async function trustSteps(
  action: TrustAction,
  anchor: Anchor,
  machine: Machine,
  options: { nss: boolean },
): Promise<TrustPlan> {
  if (options.nss) return nssSteps(action, anchor, machine)
  switch (machine.platform) {
    case 'linux':
      return linuxSteps(action, anchor, machine)
    case 'darwin':
      return macosSteps(action, anchor, machine)
    case 'win32':
      return windowsSteps(action, anchor)
    default:
      throw new MiddleboxError(
        'trust_failed',
        `Expected Linux, macOS or Windows, got ${machine.platform}, whose trust store is not known here`,
        `Add ${anchor.certFile} to it by hand, or trust it per process: middlebox ca env`,
      )
  }
}

/** The user's own trust settings: no root rights, and macOS asks for the password itself. */
function macosSteps(action: TrustAction, { certFile, sha1 }: Anchor, { userHome }: Machine): TrustPlan {
  const keychain = `${userHome}/Library/Keychains/login.keychain-db`
  const security = (why: string, ...args: string[]): TrustStep => ({ command: 'security', args, why })
  const steps =
    action === 'trust'
      ? [
          security(
            'Add the certificate to your login keychain and trust it for you',
            ...['add-trusted-cert', '-r', 'trustRoot', '-k', keychain, certFile],
          ),
        ]
      : [
          security('Withdraw your trust in the certificate', 'remove-trusted-cert', certFile),
          security('Remove it from your login keychain', 'delete-certificate', '-Z', sha1, keychain),
        ]
  return { steps, notes: ['Firefox, Safari and Chrome follow the keychain; restart them.'] }
}

/** The user's own root store: no elevation, and Windows asks in a dialogue. */
function windowsSteps(action: TrustAction, { certFile, sha1 }: Anchor): TrustPlan {
  const step: TrustStep =
    action === 'trust'
      ? { command: 'certutil', args: ['-user', '-addstore', 'Root', certFile], why: 'Add it to your own root store' }
      : { command: 'certutil', args: ['-user', '-delstore', 'Root', sha1], why: 'Remove it from your own root store' }
  return { steps: [step], notes: ['Firefox, Edge and Chrome follow the Windows store; restart them.'] }
}
