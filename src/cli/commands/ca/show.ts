/** `ca show`: the root for people, with every store that trusts it or does not. */
import { describeConstraints } from '../../../ca/name-constraints.ts'
import { commonNameOf } from '../../../ca/formats.ts'
import { constraintsOf, type Root } from '../../../ca/root.ts'
import { thisMachine, type Machine } from '../../../ca/machine.ts'
import { trustState, type StoreState } from '../../../ca/trust-state.ts'
import { anchorOf } from '../../../ca/anchor.ts'
import type { CliWorld } from '../../world.ts'
import { openCa } from './open.ts'

export async function showCa(world: CliWorld, machine: Machine = thisMachine()): Promise<void> {
  const { root, certFile, keyFile } = await openCa(world)
  const states = await trustState(anchorOf(certFile, root.certificate), machine)
  const lines: [string, string][] = [
    ['fingerprint', `SHA-256 ${root.certificate.fingerprint256}`],
    ['valid', `${day(root.certificate.validFromDate)} to ${day(root.certificate.validToDate)}`],
    ['vouches for', vouchesFor(root)],
    ['certificate', certFile],
    ['key', `${keyFile} (never leaves this machine)`],
    ...states.map((state, index): [string, string] => [index === 0 ? 'trusted by' : '', describeState(state)]),
  ]
  const body = lines.map(([label, text]) => `  ${label.padEnd(13)}${text}\n`).join('')
  world.stdout(`${commonNameOf(root.certificate)}\n${body}`)
  if (!states.some(({ trusted }) => trusted))
    world.stdout('\nTrust it for one shell with middlebox ca env, or for this machine with middlebox ca trust.\n')
}

function vouchesFor({ certificate }: Root): string {
  const constraints = constraintsOf(certificate)
  return constraints ? `${describeConstraints(constraints).join(', ')} only` : 'any host'
}

function describeState({ store, trusted, reason }: StoreState): string {
  const word = trusted === undefined ? 'unknown' : trusted ? 'yes' : 'no'
  return `${word.padEnd(8)}${store}${reason ? ` (${reason})` : ''}`
}

function day(date: Date): string {
  return date.toISOString().slice(0, 10)
}
