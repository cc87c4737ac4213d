/** Certificates that are wrong on purpose, for clients whose checks are to be tested. */
import { generateKeyPairSync } from 'node:crypto'
import type { Random } from '../kit/random.ts'
import type { LeafFlaw } from '../model/connection.ts'
import { readHost, type Host } from './host.ts'
import type { LeafPlan } from './leaf.ts'
import { buildRoot, issuerOf, type Issuer } from './root.ts'

const day = 24 * 3600_000

/** The names, the validity and the issuer of a leaf with this flaw. Everything else about it is right. */
export function flawedPlan(
  host: string,
  flaw: LeafFlaw,
  now: number,
  issuer: Issuer,
  stranger: () => Issuer,
): LeafPlan {
  const plan: LeafPlan = { hosts: [readHost(host)], notBefore: now - day, notAfter: now + 30 * day, issuer }
  switch (flaw) {
    case 'expired':
      return { ...plan, notBefore: now - 46 * day, notAfter: now - day }
    case 'wrong-host':
      return { ...plan, hosts: [other(readHost(host))] }
    case 'untrusted':
      return { ...plan, issuer: stranger() }
  }
}

/** A name that the host's own certificate would not have, below it, so that constraints of the root allow it too. */
function other(host: Host): Host {
  const below = host.kind === 'dns' ? host.name.replace(/^\*\./, '') : 'invalid'
  const name = `wrong-host.${below}`
  return { kind: 'dns', name: name.length <= 253 ? name : 'wrong-host.invalid' }
}

/** An authority that nobody has ever heard of; with an EC key, which is made in a moment. */
export function createStranger(now: number, random: Random): Issuer {
  const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return issuerOf(buildRoot({ keys, owner: 'not to be trusted', now, random: random.bytes(16) }))
}
