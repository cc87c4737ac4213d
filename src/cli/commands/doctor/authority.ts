/** The CA as it lies on disk and in the stores of this machine; nothing is made by looking. */
import { anchorOf } from '../../../ca/anchor.ts'
import type { Machine } from '../../../ca/machine.ts'
import { loadRoot, rootFiles } from '../../../ca/root-files.ts'
import type { Root } from '../../../ca/root.ts'
import { trustState } from '../../../ca/trust-state.ts'
import type { Clock } from '../../../kit/clock.ts'
import { MiddleboxError } from '../../../model/errors.ts'
import type { Check } from './check.ts'

export type AuthorityReport = {
  checks: Check[]
  /** PEM of the CA, when there is a good one. */
  pem?: string
  /** Some store of the system trusts it. */
  trusted: boolean
}

export async function checkAuthority(home: string, clock: Clock, machine: Machine): Promise<AuthorityReport> {
  let root: Root | undefined
  try {
    root = await loadRoot(home, clock)
  } catch (error) {
    if (!(error instanceof MiddleboxError)) throw error
    return { checks: [{ id: 'ca', mark: 'bad', text: error.message, fix: error.hint }], trusted: false }
  }
  if (!root)
    return {
      checks: [{ id: 'ca', mark: 'ok', text: `No CA in ${home} yet: the first start makes one` }],
      trusted: false,
    }
  const { certFile } = rootFiles(home)
  const until = root.certificate.validToDate.toISOString().slice(0, 10)
  const states = await trustState(anchorOf(certFile, root.certificate), machine)
  const checks: Check[] = [
    { id: 'ca', mark: 'ok', text: `CA ${certFile}, valid until ${until}` },
    ...states.map(({ store, trusted, reason }): Check => {
      if (trusted === undefined)
        return { id: 'ca-trust', mark: 'ok', text: `Not known whether ${store} trusts it: ${reason}` }
      if (trusted) return { id: 'ca-trust', mark: 'ok', text: `Trusted by ${store}` }
      const fix = `middlebox ca trust${store.includes('nssdb') || store.includes('firefox') ? ' --nss' : ''}     # or for one shell: eval "$(middlebox ca env)"`
      return { id: 'ca-trust', mark: 'warn', text: `Not trusted by ${store}`, fix }
    }),
  ]
  return { checks, pem: root.pem, trusted: states.some(({ trusted }) => trusted === true) }
}
