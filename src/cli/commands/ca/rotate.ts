/** `ca rotate`: a new root in place of the old one, which is kept aside; also the way out of CA files that cannot be used. */
import { commonNameOf } from '../../../ca/formats.ts'
import { describeConstraints, parsePermits } from '../../../ca/name-constraints.ts'
import { rootFiles, rotateRoot, type RootWorld } from '../../../ca/root-files.ts'
import { exists } from '../../../kit/files.ts'
import { originHost } from '../../../kit/origin-host.ts'
import { askYes } from '../../ask.ts'
import type { CliWorld } from '../../world.ts'
import { caHome, caWorld } from './open.ts'

export async function rotateCa(
  world: CliWorld,
  options: { permit: readonly string[]; yes?: boolean },
  ask: (question: string) => Promise<boolean> = askYes,
  makers: RootWorld = caWorld(),
): Promise<void> {
  // The built-in origin always: the first thing to try must work, and nobody else answers under that name.
  const permits = options.permit.length === 0 ? [] : [...new Set([...options.permit, originHost])]
  const constraints = parsePermits(permits)
  const home = caHome(world)
  const { certFile, keyFile } = rootFiles(home)
  const replaces = (await exists(certFile)) || (await exists(keyFile))
  const question = `Replace the CA in ${home}? Every client must trust the new one.`
  if (replaces && !options.yes && !(await ask(question))) return world.stdout('Nothing was changed.\n')
  const { root, aside } = await rotateRoot(home, makers, constraints)
  const lines = [
    `${commonNameOf(root.certificate)} is the CA now.`,
    `  fingerprint  SHA-256 ${root.certificate.fingerprint256}`,
    `  vouches for  ${constraints ? `${describeConstraints(constraints).join(', ')} only` : 'any host'}`,
    `  certificate  ${certFile}`,
  ]
  if (aside !== undefined)
    lines.push(
      '',
      `The old one is in ${aside}.`,
      `Where it was trusted it still is; to end that: MIDDLEBOX_HOME='${aside}' middlebox ca untrust`,
      'Clients must trust the new one: middlebox ca trust, or middlebox ca env in each shell. Restart running proxies.',
    )
  world.stdout(`${lines.join('\n')}\n`)
}
